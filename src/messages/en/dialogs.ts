/** Native dialogs, notifications, and what the program says of itself. */
export const dialogs = {
  'quit.title': 'A training is running',
  'quit.detail':
    '“{{name}}” has done {{percent}} % of its steps. Inkling saves a checkpoint before it quits, and the run can go on later exactly where it stopped.',
  'quit.stop': 'Stop and quit',
  'quit.stay': 'Keep training',
  'export.title': 'Export the network',
  'export.filter': 'ONNX network',
  'export.button': 'Export',
  'runFile.title': 'Save the run in one file',
  'runFile.filter': 'Inkling run',
  'runFile.button': 'Save',
  'card.title': 'Save the model card',
  'card.filter': 'Markdown',
  'card.button': 'Save',
  'runOpen.title': 'Open a run',
  'runOpen.button': 'Open',
  'ended.finished': 'Training has finished',
  'ended.finishedBody': '“{{name}}” reads {{percent}} % of the test digits correctly.',
  'ended.failed': 'Training has failed',
  'ended.failedBody': '“{{name}}”: {{message}}',
  'library.title': 'Inkling cannot open its library',
  'runtime.official': 'Electron {{version}} (official release)',
  'runtime.registry':
    'Electron {{version}} (runtime from the npm registry; this version is made for Electron {{pinned}})',
  'runtime.tested': 'Its tests ran on {{runtime}}.',
} as const;
