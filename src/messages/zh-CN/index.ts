import type { en } from '../en';
import { cli } from './cli';
import { errors } from './errors';
import { menu } from './menu';
import { dialogs } from './dialogs';

export const zhCN: { [A in keyof typeof en]: Record<keyof (typeof en)[A], string> } = {
  errors,
  cli,
  dialogs,
  menu,
};
