import { createContext } from 'svelte';
import type { Bridge } from '../../contract/client';
import type { DataState } from '../data/data.svelte';
import type { ImportState } from '../data/import/import.svelte';
import type { Distortions } from '../data/distortions.svelte';
import type { Explore } from '../data/explore.svelte';
import type { MapChoice } from '../data/map-choice.svelte';
import type { DatasetsState } from '../data/sets/datasets.svelte';
import type { ExportState } from '../data/sets/export.svelte';
import type { NewSetState } from '../data/sets/new-set.svelte';
import type { RunActions } from '../runs/run-actions.svelte';
import type { RunPages } from '../runs/pages.svelte';
import type { RunTableState } from '../runs/run-table.svelte';
import type { QueueState } from '../train/queue.svelte';
import type { RecipeForm } from '../train/recipe-form.svelte';
import type { RunsState } from '../train/runs.svelte';
import type { ShownRun } from '../train/shown-run.svelte';
import type { PersonalState } from '../personalise/personal.svelte';
import type { DrawingsState } from '../sketch/drawings.svelte';
import type { NearestState } from '../sketch/nearest.svelte';
import type { SketchState } from '../sketch/sketch.svelte';
import type { ModelsState } from './models.svelte';
import type { Navigation } from './navigation.svelte';
import type { SettingsState } from './settings.svelte';
import type { Words } from './words.svelte';

/** What components reach from anywhere: the states, each with one concern. They live as long as the window. */
export interface App {
  readonly bridge: Bridge;
  readonly settings: SettingsState;
  readonly words: Words;
  readonly navigation: Navigation;
  readonly models: ModelsState;
  readonly sketch: SketchState;
  readonly nearest: NearestState;
  readonly datasets: DatasetsState;
  readonly drawings: DrawingsState;
  readonly importing: ImportState;
  readonly exporting: ExportState;
  readonly newSet: NewSetState;
  readonly personal: PersonalState;
  readonly data: DataState;
  readonly explore: Explore;
  readonly mapChoice: MapChoice;
  readonly distortions: Distortions;
  readonly runs: RunsState;
  readonly runTable: RunTableState;
  readonly runPages: RunPages;
  readonly runActions: RunActions;
  readonly shownRun: ShownRun;
  readonly queue: QueueState;
  readonly recipe: RecipeForm;
}

export const [useApp, provideApp] = createContext<App>();
