/** The model card, in Markdown: what a network is, how good it is, and what it is not for. */
export const card = {
  title: 'Model card: {{name}}',
  what: 'A multilayer perceptron that reads one handwritten digit in an image of 28 × 28 pixels: {{layers}}, with {{parameters}} weights and biases.',
  'layers.unknown': 'its layers are not described in the file',
  'what.run': 'Run: `{{run}}`',
  'what.file': 'File: {{name}}, {{bytes}} bytes, SHA-256 `{{sha256}}`',
  'what.producer': 'Written by: {{producer}}; ONNX opset {{opset}}',

  recipe: 'Recipe',
  'recipe.unknown': 'The file does not say how it was trained.',
  'recipe.preset': 'Inkling’s recipe `{{preset}}` (“{{name}}”).',
  'recipe.own': 'A recipe of its own, “{{name}}”.',
  'recipe.summary':
    'At most {{epochs}} epochs in batches of {{batch}}; optimizer {{optimizer}}, learning rate {{rate}}; seed {{seed}}.',
  'recipe.pretraining':
    'Before that, its hidden layers were pretrained without labels, as half of a denoising autoencoder, on all training images but those held back: {{epochs}} epochs in batches of {{batch}}, {{share}} % of the pixels left out; optimizer {{optimizer}}, learning rate {{rate}}.',
  'recipe.differs': 'What differs from the defaults:',
  'recipe.defaults': 'Everything else is as Inkling’s defaults have it.',

  data: 'Data',
  'data.train': 'Trained on MNIST’s training set; SHA-256 of its images and labels: `{{sha256}}`',
  'data.test': 'Measured on {{examples}} of MNIST’s test digits; SHA-256: `{{sha256}}`',
  'data.validation':
    '{{examples}} training digits were held back to choose by and never trained on.',
  'data.noValidation': 'Nothing was held back from the training set.',

  accuracy: 'Accuracy',
  'accuracy.text':
    '**{{accuracy}}**: {{correct}} of {{examples}} test digits, none of which was trained on; mean cross-entropy {{loss}}. Another test set of this size would give figures that scatter by about ± {{deviation}} (one standard deviation).',
  'accuracy.seeds':
    'The same recipe with the seeds {{seeds}}: {{mean}} ± {{deviation}} (mean and standard deviation).',
  'accuracy.byRun': 'Measured for this card, through the graph the network was trained in.',
  'accuracy.byFile': 'Measured for this card, through ONNX Runtime.',
  looks_one: 'The library this card was made in has looked at the test set once.',
  looks_other:
    'The library this card was made in has looked at the test set {{count}} times; the more often somebody chooses by it, the less it says about new digits.',

  classes: 'Each class',
  class: 'Class',
  examples: 'Digits',
  precision: 'Precision',
  recall: 'Recall',
  f1: 'F1',

  confusions: 'Worst confusions',
  'confusions.is': 'Is',
  'confusions.readAs': 'Read as',
  'confusions.none': 'No test digit is read wrong.',

  calibration: 'Calibration',
  'calibration.text':
    'Expected calibration error {{error}} ({{bins}} bins): how far, on average, the probability it gives its answer is from how often that answer is right.',
  'calibration.confidence': 'Probability given',
  'calibration.mean': 'Mean',

  environment: 'Training and environment',
  'environment.unknown':
    'The file does not say on what machine it was trained. Inkling’s version: {{version}}.',
  'training.finished': 'Finished after {{done}} of at most {{epochs}} epochs, in {{seconds}} s.',
  'training.unfinished':
    'Not finished: {{done}} of {{epochs}} epochs so far, in {{seconds}} s. The figures are those of its newest checkpoint.',
  'environment.program': 'Inkling {{version}}, TensorFlow {{tensorflow}}, tfjs-node {{tfjs}}',
  'environment.machine': '{{cpu}}, threads: {{threads}}, without oneDNN',
  'environment.machineOneDnn': '{{cpu}}, threads: {{threads}}, with oneDNN',

  limits: 'Limits and responsible use',
  'limits.people':
    'It has learnt from digits that employees of the American Census Bureau and American high-school students wrote around 1990. Other hands write other digits: a 1 with a long upstroke, a 7 with a bar, other numerals altogether. How well it reads those was not measured here, and it is likely to read them worse.',
  'limits.input':
    'It reads one digit, in grey levels, ink 255 on paper 0, sized and centred as MNIST’s are. It knows the classes {{classes}} and no other answer: to a letter, a scribble or an empty sheet it also names one of them, often with a high probability.',
  'limits.use':
    'It is made for learning how such networks work. Do not let it read documents where a wrong digit does harm (money, medicine, elections, identity) without a person who checks each one.',

  reproduce: 'How to make it again',
  'reproduce.unknown': 'It cannot be made again from what the file says.',
  'reproduce.file': 'Save the recipe above as `recipe.json`, then:',
  'reproduce.same':
    'On the same processor, with the same versions and threads, that gives the same weights to the bit; elsewhere they differ in the last digits, and the accuracy by a few digits read otherwise.',

  licence: 'Licence',
  'licence.text':
    'Inkling is under the MIT licence. MNIST is by Yann LeCun and Corinna Cortes, under CC BY-SA 3.0: name it when you pass the network on.',
} as const;
