import { devDependencies } from '../../package.json';

/** Where a runtime came from: Electron's own release, or the older one set-up takes from the npm registry where that is blocked. */
type RuntimeSource = 'official' | 'registry';

export interface Runtime {
  readonly electron: string;
  readonly source: RuntimeSource;
}

/** The Electron this version is made for. */
export const pinnedElectron: string = devDependencies.electron;

/** The runtime this version's tests passed on before it was released; the README says the same. */
export const testedRuntime: Runtime = { electron: '33.2.1', source: 'registry' };

/** Set-up puts in place either exactly the pinned Electron or the registry's. */
export function runtimeOf(electron: string): Runtime {
  return { electron, source: electron === pinnedElectron ? 'official' : 'registry' };
}
