/** The stage of a training that needs no labels. */
export const pretraining = {
  curve: 'Error of the images given back',
  goesOn:
    'Without labels, epoch {{epoch}} of {{epochs}}: {{share}} of each image’s pixels are left out, and the network is to give the whole image back. Accuracy comes with the labels.',
  done_one:
    'Before it saw a label, the network gave back images that lacked {{share}} of their pixels, for one epoch with an error of {{last}}. The layers that did so began what follows.',
  done_other:
    'Before it saw a label, the network gave back images that lacked {{share}} of their pixels: in {{count}} epochs the error came from {{first}} to {{last}}. The layers that did so began what follows.',
} as const;
