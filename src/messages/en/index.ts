import { advice } from './advice';
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

/** One entry an area; a new area's file is named here and in `zh-CN/index.ts`. */
export const en = {
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
} as const;
