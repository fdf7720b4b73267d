/** Beside every bundle, the npm packages that were compiled into it: their licences go into the package. */
export const bundledPackagesFile = 'bundled-packages.json';

/** A Vite plugin that writes that file. */
export function bundledPackages() {
  return {
    name: 'bundled-packages',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? Object.keys(part.modules) : [],
      );
      const folders = modules
        .map(
          (id) => /^.*\/(node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1],
        )
        .filter((folder) => folder !== undefined);
      this.emitFile({
        type: 'asset',
        fileName: bundledPackagesFile,
        source: JSON.stringify([...new Set(folders)].sort(), null, 1),
      });
    },
  };
}
