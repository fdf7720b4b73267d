/** How the map is to be drawn. Kept while the window is open. */
export class MapChoice {
  by = $state<'pixels' | 'network'>('pixels');
  sample = $state(5000);
  readonly seed = 1;
  colour = $state<'label' | 'mistake'>('label');
}
