/** What the command line says. */
export const cli = {
  description:
    'Trains neural networks on handwritten digits, exports them and reads digits with them.',
  error: 'Error: {{sentence}}',
  bug: 'This is a fault in Inkling: {{message}}',
  epochs_one: '{{count}} epoch',
  epochs_other: '{{count}} epochs',

  'usage.hint': 'How to use it: {{command}}',
  'usage.unknownCommand': 'There is no command {{what}}.',
  'usage.unknownOption': 'There is no option {{what}}.',
  'usage.missingArgument': '<{{what}}> is missing.',
  'usage.missingValue': '{{what}} needs a value.',
  'usage.excessArguments': 'There are more arguments than this command takes.',
  'usage.invalid': '{{what}} cannot be "{{value}}". {{expected}}',
  'usage.suggestion': '{{sentence}} Is {{suggestion}} meant?',
  'help.usage': 'Usage:',
  'help.arguments': 'Arguments:',
  'help.options': 'Options:',
  'help.commands': 'Commands:',
  'usage.whole': 'Expected a whole number from {{min}} to {{max}}.',
  'usage.seeds':
    'Expected two seeds or more, separated by commas, each a whole number from 0 to 2147483647, such as 1,2,3.',
  'usage.seedOrSeeds': 'Give either --seed or --seeds.',
  'usage.recipe':
    '--recipe: there is neither a recipe of the name "{{given}}" nor such a file. Known names: {{names}}.',

  'argument.run': 'a run’s name or its beginning, as `runs` shows it; `last` for the newest',
  'argument.model': 'a run (as for `export`) or an ONNX file',
  'argument.file': 'where to write it',
  'argument.images': 'pictures of one digit each (PNG, JPEG); dark on light or light on dark',

  'option.help': 'show how to use it',
  'option.version': 'show the version',
  'option.library': 'folder that keeps runs and models (default: the app’s own)',
  'option.json': 'print one JSON object a line',
  'option.quiet': 'print results and errors only',
  'option.recipe': 'a recipe’s name or a JSON file (default: article)',
  'option.seed': 'what everything random follows from (default: the recipe’s)',
  'option.seeds': 'train with each of these seeds, such as 1,2,3, and report mean and deviation',
  'option.epochs': 'how often to go through the training set (default: the recipe’s)',
  'option.threads': 'threads to compute with',

  'train.description': 'train a network; Ctrl-C saves a checkpoint and stops',
  'train.started': 'Run {{run}}: “{{name}}”, {{examples}} digits, {{epochs}}.',
  'train.resumed': 'Run {{run}}: “{{name}}” goes on after step {{step}} of {{totalSteps}}.',
  'train.otherEnvironment':
    'This run began with another processor or another TensorFlow: it goes on, but its last digits may differ from those of a run that was never moved.',
  'train.epoch':
    'Epoch {{epoch}}/{{epochs}}   loss {{loss}}   accuracy {{accuracy}}   {{seconds}} s',
  'train.pretraining': 'First without labels: {{images}} images, {{epochs}}.',
  'train.pretrainingEpoch':
    'Without labels {{epoch}}/{{epochs}}   error of the images given back {{error}}   {{seconds}} s',
  'bar.pretraining': 'without labels {{epoch}}/{{epochs}}',
  'bar.error': 'error {{loss}}',
  'bar.epoch': 'epoch {{epoch}}/{{epochs}}',
  'bar.loss': 'loss {{loss}}',
  'bar.accuracy': 'accuracy {{accuracy}}',
  'bar.speed': '{{speed}} images/s',
  'bar.left': '{{left}} s left',
  'train.stopping': 'Stopping; saving a checkpoint. (Ctrl-C again ends it at once.)',
  'train.stopped':
    'Run {{run}} has stopped after step {{step}} of {{totalSteps}}; a checkpoint is saved.',
  'train.goOn': 'Go on with: {{command}}',
  'train.finished':
    'Test accuracy {{accuracy}} ({{correct}} of {{examples}} digits). Training took {{seconds}} s.',
  'train.kept': 'Run {{run}} is kept in {{library}}.',
  'train.next': 'Export it with: {{command}}',

  'resume.description': 'go on with a run that was stopped or interrupted',

  'runs.description': 'list the runs of the library',
  'argument.runFile': 'a file for a run, such as digits.inkling-run',
  'runs.export.description': 'write everything of a run into one file, for another computer',
  'runs.export.done':
    '{{file}} holds everything of run {{run}}. Bring it in elsewhere: {{command}}',
  'runs.export.fingerprint': 'Fingerprint {{fingerprint}}',
  'runs.import.description': 'bring in a run from such a file',
  'runs.import.new': 'Run {{run}}, “{{name}}”, is in the library now.',
  'runs.import.known': 'Run {{run}}, “{{name}}”, was in the library already, to the bit.',
  'runs.import.restored': 'Run {{run}}, “{{name}}”, had been deleted here and is back.',
  'runs.import.copy':
    'A run with this id is here that has come to something else, so this one is kept beside it as {{run}}, “{{name}}”.',
  'runs.none': 'There are no runs in {{library}} yet. Begin one with: {{command}}',
  'runs.run': 'Run',
  'runs.name': 'Recipe',
  'runs.begun': 'Begun',
  'runs.status': 'Status',
  'runs.epochs': 'Epochs',
  'runs.training': 'Training',
  'runs.test': 'Test',
  'runs.seconds': 'Seconds',
  'status.running': 'running',
  'status.paused': 'paused',
  'status.stopped': 'stopped',
  'status.interrupted': 'interrupted',
  'status.finished': 'finished',
  'status.failed': 'failed',

  'evaluate.description': 'measure a network on the 10,000 test digits',
  'evaluate.result': 'Test accuracy {{accuracy}} ({{correct}} of {{examples}} digits).',

  'export.description': 'write a run’s network as an ONNX file, checked against the training',
  'export.done':
    '{{file}} is written. Checked on {{examples}} test digits: the same class as in training for {{same}}, probabilities at most {{difference}} apart, accuracy {{accuracy}}.',

  'classify.description': 'read digits from pictures',
  'classify.line': '{{file}}: {{digit}} ({{probability}})',

  'argument.recipe': 'a recipe to print whole, as JSON',
  'recipes.description': 'list the recipes to start from, or print one',
  'recipes.next': 'Print one, to make your own of it: {{command}}',
  'baselines.description':
    'measure what simpler methods make of the same digits: linear models and nearest neighbours',
  'option.validation': 'measure on the digits held back only; leave the test set alone',
  'option.examples': 'learn from so many training digits only, each class in its share',
  'baselines.method': 'Method',
  'baselines.examples': 'Learnt from',
  'baselines.choice': 'Chosen',
  'baselines.validation': 'Validation',
  'baselines.softmax': 'Softmax regression on pixels',
  'baselines.zoning': 'Linear, ink in 7 × 7 zones',
  'baselines.gradients': 'Linear, histograms of gradients',
  'baselines.nearest': 'Nearest neighbours',
  'baselines.network': 'The article’s network',
  'baselines.learning': 'learning',
  'baselines.reading': 'testing',
  'baselines.left': 'at most {{left}} s left',
  'baselines.chosen':
    'Epochs and k were chosen on {{examples}} training digits held back, never on the test set. Seconds: learning and choosing.',
  'card.description': 'write a model card in Markdown: what a network is, how good, and its limits',
  'compare.description': 'tell whether two networks differ on the test digits by more than chance',
  'compare.result':
    'First {{first}}, second {{second}}: {{difference}} points of difference, 95 % of the time between {{low}} and {{high}}.',
  'compare.differ':
    '{{onlyFirst}} digits only the first reads, {{onlySecond}} only the second: more than chance would do (McNemar, p = {{p}}).',
  'compare.alike':
    '{{onlyFirst}} digits only the first reads, {{onlySecond}} only the second: chance alone would do that (McNemar, p = {{p}}).',
  looks_one: 'This library has looked at the test set once. Whoever chooses by it fits it, too.',
  looks_other:
    'This library has looked at the test set {{count}} times. Whoever chooses by it fits it, too.',
  'train.mean': 'Test accuracy over {{count}} seeds: {{mean}} ± {{deviation}} ({{all}}).',
  'train.transfer':
    'Before → after, on the test set. This training’s task: {{newBefore}} → {{newAfter}}. The old one: {{oldBefore}} → {{oldAfter}}.',
  'train.scaling':
    'The file to start from does not say how it wants its pixels; “{{scaling}}” fits the digits best.',
  'train.stoppedEarly':
    'Nothing more was gained on the digits held back: the training ended after {{epochs}}, and the best epoch’s weights are kept.',

  'tour.description': 'train the article’s network, export it and read a few digits with it',
  'tour.welcome':
    'Inkling {{version}}. There is no display here (or the terminal was asked for), so everything happens in this terminal:',
  'tour.step': '{{number}}. {{what}}',
  'tour.training': 'Train the article’s network: 784 → 128 → 10, on 60,000 handwritten digits.',
  'tour.exporting': 'Export it as ONNX and check the file against the training.',
  'tour.reading': 'Read test digits it has never seen, from {{file}}:',
  'tour.read': '{{digit}} ({{probability}})',
  'tour.answers': 'The people who made the test set say: {{answers}}.',
  'tour.taken':
    '{{file}} is there already and was not written by Inkling; the export gets another name.',
  'tour.where': 'The run is kept in {{library}} ({{run}}), its network in {{file}}.',
  'tour.window':
    'The window, to draw digits and watch a training: {{command}} on a computer with a display.',
  'tour.more': 'Everything else this command line does: {{command}}',
} as const;
