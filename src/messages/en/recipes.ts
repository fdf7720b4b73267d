/** The recipes to start from: `ID.name`, and `ID.teaches`, one sentence on what there is to learn from it. */
export const recipes = {
  'article.name': 'The article’s network',
  'article.teaches':
    'One hidden layer of 128 units and plain gradient descent already read 97 to 98 of 100 digits they have never seen.',
  'simard.name': 'Simard’s 800',
  'simard.teaches':
    'A wider layer reads better only while something holds it back from learning its examples by heart: here, units left out at random.',
  'distorted.name': 'Deep, with distortions',
  'distorted.teaches':
    'Bending and turning every digit anew in each epoch is worth more than any change to the network: no picture is seen twice.',
  'overfit.name': 'Overfit on purpose',
  'overfit.teaches':
    'With 300 examples the network soon reads every one of them, while its loss on digits it has not seen turns and rises.',
  'sigmoid.name': 'Sigmoid, hardly learning',
  'sigmoid.teaches':
    'Every sigmoid passes on at most a quarter of the gradient, so four in a row leave the first layers almost nothing to learn from.',
  'tooFast.name': 'A learning rate too high',
  'tooFast.teaches':
    'Steps that are too long jump over the valley, each further up the other side, until the loss explodes and the training has to stop.',
  'fiveEach.name': 'Even or odd, from five of each',
  'fiveEach.teaches':
    'What a network has learnt about digits helps with another question: from five even and five odd examples, its last layer learns to tell them apart better than a new network does.',
  'newDigits.name': 'From 0–4 to 5–9',
  'newDigits.teaches':
    'A network that knows 0 to 4 learns 5 to 9 from fifty of each, and forgets the old ones at once unless some of them are shown again among the new.',
  'withoutLabels.name': 'Pretrained without labels',
  'withoutLabels.teaches':
    'Whoever has first mended 55,000 damaged pictures knows what strokes look like: then a thousand labelled digits teach the network more than they teach one that begins with nothing.',
} as const;
