import type { cli as en } from '../en/cli';

export const cli: Record<keyof typeof en, string> = {
  epochs_one: '{{count}} 轮',
  epochs_other: '{{count}} 轮',
};
