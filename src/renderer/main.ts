import './no-eval';
import { mount } from 'svelte';
import { z } from 'zod';
import { createBridge } from '../contract/client';
import { fetchBytes } from './bytes';
import { DataState } from './data/data.svelte';
import { ImportState } from './data/import/import.svelte';
import { Distortions } from './data/distortions.svelte';
import { Explore } from './data/explore.svelte';
import { MapChoice } from './data/map-choice.svelte';
import { DatasetsState } from './data/sets/datasets.svelte';
import { ExportState } from './data/sets/export.svelte';
import { NewSetState } from './data/sets/new-set.svelte';
import type { App as AppStates } from './shell/app';
import App from './shell/App.svelte';
import { RunPages } from './runs/pages.svelte';
import { RunActions } from './runs/run-actions.svelte';
import { RunTableState } from './runs/run-table.svelte';
import { ModelsState } from './shell/models.svelte';
import { Navigation } from './shell/navigation.svelte';
import { SettingsState } from './shell/settings.svelte';
import { Words } from './shell/words.svelte';
import { PersonalState } from './personalise/personal.svelte';
import { DrawingsState } from './sketch/drawings.svelte';
import { NearestState } from './sketch/nearest.svelte';
import { SketchState } from './sketch/sketch.svelte';
import { QueueState } from './train/queue.svelte';
import { RecipeForm } from './train/recipe-form.svelte';
import { RunsState } from './train/runs.svelte';
import { ShownRun } from './train/shown-run.svelte';

// The page's policy forbids making code from text, which Zod would otherwise try.
z.config({ jitless: true });

const bridge = createBridge(window.inkling);
const settings = new SettingsState(bridge);
const words = new Words(settings);

// The first paint is in the right language and theme, with the network's name in its place.
const models = new ModelsState(bridge);
const explore = new Explore(bridge);
const datasets = new DatasetsState(bridge);
await Promise.all([settings.load(), models.load()]);
const runs = new RunsState(bridge);
const drawings = new DrawingsState(bridge);
const app: AppStates = {
  bridge,
  settings,
  words,
  navigation: new Navigation(),
  models,
  sketch: new SketchState(bridge),
  nearest: new NearestState(bridge),
  datasets,
  importing: new ImportState(bridge, datasets),
  exporting: new ExportState(bridge),
  newSet: new NewSetState(bridge, datasets),
  drawings,
  personal: new PersonalState(bridge, models, drawings),
  runs,
  runTable: new RunTableState(() => runs.list),
  runPages: new RunPages(),
  runActions: new RunActions(bridge),
  data: new DataState(fetchBytes, (dataset) => {
    const model = models.current?.id;
    return {
      readings: model === undefined ? null : explore.readings.answerTo({ dataset, model }),
      distances: explore.statistics.answerTo({ dataset })?.distances ?? null,
    };
  }),
  explore,
  mapChoice: new MapChoice(),
  distortions: new Distortions(),
  shownRun: new ShownRun(bridge, () => runs.shown?.id ?? null),
  queue: new QueueState(bridge),
  recipe: new RecipeForm(bridge, (preset) => words.t(`recipes:${preset.name}`)),
};

mount(App, { target: document.getElementById('app')!, props: { app } });
void app.runs.load();
void app.queue.load();
void app.datasets.load();
