import './no-eval';
import { mount } from 'svelte';
import { createBridge } from '../contract/client';
import { fetchBytes } from './bytes';
import { DataState } from './data/data.svelte';
import type { App as AppStates } from './shell/app';
import App from './shell/App.svelte';
import { ModelsState } from './shell/models.svelte';
import { Navigation } from './shell/navigation.svelte';
import { SettingsState } from './shell/settings.svelte';
import { Words } from './shell/words.svelte';
import { SketchState } from './sketch/sketch.svelte';
import { RecipeForm } from './train/recipe-form.svelte';
import { RunsState } from './train/runs.svelte';
import { ShownRun } from './train/shown-run.svelte';

const bridge = createBridge(window.inkling);
const settings = new SettingsState(bridge);
const app: AppStates = {
  bridge,
  settings,
  words: new Words(settings),
  navigation: new Navigation(),
  models: new ModelsState(bridge),
  sketch: new SketchState(bridge),
  data: new DataState(fetchBytes),
  runs: new RunsState(bridge),
  shownRun: new ShownRun(bridge),
  recipe: new RecipeForm(bridge),
};

// The first paint is in the right language and theme, with the network's name in its place.
await Promise.all([settings.load(), app.models.load()]);
mount(App, { target: document.getElementById('app')!, props: { app } });
void app.runs.load();
void app.recipe.load();
