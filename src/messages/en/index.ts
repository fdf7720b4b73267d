import { cli } from './cli';
import { errors } from './errors';
import { menu } from './menu';
import { dialogs } from './dialogs';

/** One entry an area; a new area's file is named here and in `zh-CN/index.ts`. */
export const en = { errors, cli, dialogs, menu } as const;
