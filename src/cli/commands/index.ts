import type { Command } from 'commander';
import { addBaselines } from './baselines';
import { addCard } from './card';
import { addClassify } from './classify';
import { addCompare } from './compare';
import type { CommandContext } from './context';
import { addData } from './data';
import { addEvaluate } from './evaluate';
import { addExport } from './export';
import { addRecipes } from './recipes';
import { addResume } from './resume';
import { addRuns } from './runs';
import { addTour } from './tour';
import { addTrain } from './train';

/** Every command, in the order the help shows them. */
export function addCommands(program: Command, context: CommandContext): void {
  addTrain(program, context);
  addResume(program, context);
  addRuns(program, context);
  addRecipes(program, context);
  addData(program, context);
  addEvaluate(program, context);
  addCompare(program, context);
  addBaselines(program, context);
  addCard(program, context);
  addExport(program, context);
  addClassify(program, context);
  addTour(program, context);
}
