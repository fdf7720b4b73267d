import type { en } from '../en';
import { cli } from './cli';
import { errors } from './errors';

export const zhCN: { [A in keyof typeof en]: Record<keyof (typeof en)[A], string> } = {
  errors,
  cli,
};
