export const views = ['sketch', 'data', 'train', 'runs', 'settings'] as const;
export type View = (typeof views)[number];

function isView(name: string): name is View {
  return (views as readonly string[]).includes(name);
}

/** Which view is shown. It stands in the address, so that a reloaded window shows the same one. */
export class Navigation {
  view = $state<View>('sketch');

  constructor() {
    const named = location.hash.slice(1);
    if (isView(named)) this.view = named;
  }

  go(view: View): void {
    this.view = view;
    history.replaceState(null, '', `#${view}`);
  }
}
