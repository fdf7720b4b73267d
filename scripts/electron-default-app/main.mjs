// The registry's Electron runtime carries no default app, the part that makes `electron [options] PATH` run the app at PATH.
// This one does what the project needs of it: `-r MODULE` (Playwright preloads with it), `--version`, and the app's identity.
import { app } from 'electron';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const preloads = [];
let target;
for (let rest = process.argv.slice(1); rest.length > 0 && target === undefined;) {
  const argument = rest.shift();
  if (argument === '--version' || argument === '-v') {
    console.log(`v${process.versions.electron}`);
    process.exit(0);
  }
  if (argument === '-r' || argument === '--require') preloads.push(rest.shift());
  else if (!argument.startsWith('-')) target = path.resolve(argument);
}
if (target === undefined) {
  console.error('usage: electron [-r MODULE]… [options] PATH [arguments]');
  process.exit(1);
}

const requireFromHere = createRequire(path.join(process.cwd(), 'index.js'));
for (const preload of preloads) requireFromHere(preload);

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const manifestFile = path.join(target, 'package.json');
if (fs.existsSync(manifestFile)) {
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  app.name = manifest.productName ?? manifest.name ?? app.name;
  app.setDesktopName?.(manifest.desktopName ?? `${app.name}.desktop`);
  app.setAppPath(target);
  await import(pathToFileURL(path.join(target, manifest.main ?? 'index.js')).href);
} else {
  app.setAppPath(path.dirname(target));
  await import(pathToFileURL(target).href);
}
