import fs from 'node:fs';
import path from 'node:path';

/** Makes `link` lead to `folder`. Who reads meanwhile sees the old one or the new one. */
export function linkFolder(folder, link) {
  const found = fs.lstatSync(link, { throwIfNoEntry: false });
  if (found?.isSymbolicLink() && path.resolve(fs.readlinkSync(link)) === path.resolve(folder))
    return;

  const temporary = `${link}.${process.pid}`;
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.symlinkSync(folder, temporary, 'junction'); // the type matters on Windows only: junctions need no special right
  if (found?.isDirectory()) fs.rmSync(link, { recursive: true });
  fs.renameSync(temporary, link);
}

/** Copies a file so that nobody ever loads half of it. */
export function placeFile(from, to) {
  const temporary = `${to}.${process.pid}`;
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.copyFileSync(from, temporary);
  fs.renameSync(temporary, to);
}
