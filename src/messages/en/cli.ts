/** What the command line says. */
export const cli = {
  epochs_one: '{{count}} epoch',
  epochs_other: '{{count}} epochs',
} as const;
