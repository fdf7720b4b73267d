/**
 * One sentence an error: what is wrong, where, what was expected. Sorted by area. Every code here has its twin in
 * `zh-CN/errors.ts`; the compiler checks that none is missing.
 */
export const errors = {
  'args.invalid': '{{what}}: {{problem}}.',
} as const;
