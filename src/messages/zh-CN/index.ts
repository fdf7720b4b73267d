import { advice } from './advice';
import type { en } from '../en';
import { card } from './card';
import { cli } from './cli';
import { errors } from './errors';
import { explore } from './explore';
import { menu } from './menu';
import { dialogs } from './dialogs';
import { shell } from './shell';
import { sketch } from './sketch';
import { pretraining } from './pretraining';
import { train } from './train';
import { data } from './data';
import { datasets } from './datasets';
import { runs } from './runs';
import { settings } from './settings';
import { recipes } from './recipes';
import { personal } from './personal';
import { why } from './why';
import { knobs } from './knobs';

export const zhCN: { [A in keyof typeof en]: Record<keyof (typeof en)[A], string> } = {
  errors,
  advice,
  explore,
  card,
  cli,
  dialogs,
  menu,
  shell,
  sketch,
  pretraining,
  train,
  data,
  datasets,
  settings,
  recipes,
  runs,
  personal,
  why,
  knobs,
};
