/** What the app is made with and carries along, with the licence each part is under. MNIST stands apart: its name is translated. */
export const licences = [
  { part: 'Electron', licence: 'MIT', by: 'OpenJS Foundation and contributors' },
  { part: 'Chromium', licence: 'BSD-3-Clause', by: 'The Chromium Authors' },
  { part: 'Node.js', licence: 'MIT', by: 'Node.js contributors' },
  { part: 'TensorFlow, tfjs-node', licence: 'Apache-2.0', by: 'Google and contributors' },
  { part: 'ONNX Runtime', licence: 'MIT', by: 'Microsoft and contributors' },
  { part: 'SQLite', licence: 'Public domain', by: 'D. Richard Hipp and contributors' },
  { part: 'better-sqlite3', licence: 'MIT', by: 'Joshua Wise' },
  { part: 'Svelte', licence: 'MIT', by: 'Svelte contributors' },
  { part: 'bits-ui', licence: 'MIT', by: 'Hunter Johnston' },
  { part: 'Lucide', licence: 'ISC', by: 'Lucide contributors' },
  { part: 'uPlot', licence: 'MIT', by: 'Leon Sorokin' },
  { part: 'i18next', licence: 'MIT', by: 'i18next contributors' },
  { part: 'Zod', licence: 'MIT', by: 'Colin McDonnell' },
  { part: 'sharp', licence: 'Apache-2.0', by: 'Lovell Fuller and contributors' },
  { part: 'fflate', licence: 'MIT', by: 'Arjun Barrett' },
  { part: 'pure-rand', licence: 'MIT', by: 'Nicolas Dubien' },
] as const;
