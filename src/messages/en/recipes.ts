/** The recipes to start from: `ID.name`, and `ID.teaches`, one sentence on what there is to learn from it. */
export const recipes = {
  'article.name': 'The article’s network',
  'article.teaches':
    'One hidden layer of 128 units and plain gradient descent already read 97 to 98 of 100 digits they have never seen.',
} as const;
