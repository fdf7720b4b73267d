/**
 * One sentence an error: what is wrong, where, what was expected. Sorted by area. Every code here has its twin in
 * `zh-CN/errors.ts`; the compiler checks that none is missing.
 */
export const errors = {
  'args.invalid': '{{what}}: {{problem}}.',
  'safetensors.short':
    '{{where}}: a safetensors file begins with 8 bytes, the length of its header, but this one has only {{got}} bytes.',
  'safetensors.headerLength':
    '{{where}}, byte 0: the length of the header is given as {{got}} bytes, but only {{available}} bytes follow.',
  'safetensors.header':
    '{{where}}, byte 8: the header was expected to be a JSON object in UTF-8 and is not.',
  'safetensors.metadata':
    '{{where}}: "__metadata__" was expected to be an object of strings and is not.',
  'safetensors.entry':
    '{{where}}, tensor "{{tensor}}": expected a dtype, a shape and two data_offsets, as whole numbers from 0.',
  'safetensors.dtype':
    '{{where}}, tensor "{{tensor}}": expected float32 numbers ("F32"), got "{{got}}".',
  'safetensors.size':
    '{{where}}, tensor "{{tensor}}": its shape ({{shape}}) needs {{expected}} bytes, but its data_offsets span {{got}}.',
  'safetensors.gap':
    '{{where}}, tensor "{{tensor}}": its numbers were expected to begin at byte {{expected}} of the data, where those before end, but begin at {{got}}.',
  'safetensors.length': '{{where}}: expected {{expected}} bytes in all, got {{got}}.',
  'idx.short':
    '{{where}}: the header of an IDX file of this kind has {{expected}} bytes, but the file has only {{got}}.',
  'idx.magic.images':
    '{{where}}, byte 0: an IDX file of images begins with {{expected}}, this one with {{got}}.',
  'idx.magic.labels':
    '{{where}}, byte 0: an IDX file of labels begins with {{expected}}, this one with {{got}}.',
  'idx.zero': '{{where}}, byte {{byte}}: expected a count of at least 1, got 0.',
  'idx.truncated':
    '{{where}}, byte {{got}}: the file ends here, but its header ({{shape}}) announces {{expected}} bytes.',
  'idx.trailing':
    '{{where}}, byte {{expected}}: the file should end here by its header ({{shape}}), but has {{got}} bytes.',
  'idx.label':
    '{{where}}, byte {{byte}}: expected a label from 0 to {{max}}, got {{got}} (label number {{index}}, counted from 0).',
  'data.imageSize':
    '{{where}}, byte {{byte}}: expected images of 28 × 28 pixels, got {{rows}} × {{columns}}.',
  'data.counts':
    '{{images}} holds {{imageCount}} images and {{labels}} {{labelCount}} labels; expected one label for each image.',
  'import.nothing': '{{where}}: there is nothing here to import.',
  'import.unknown':
    '{{where}} is no data set that Inkling can read (found: {{some}}). Expected are IDX files (images and labels), a CSV table, or pictures in one folder for each class, also in a zip file.',
  'import.unreadable': '{{where}} could not be read.',
  'import.zip': '{{where}} is no zip file that can be read, or it is damaged.',
  'import.tooManyFiles':
    '{{where}} has more than {{most}} files: choose the folder of one data set.',
  'import.tooLarge': '{{where}} is too large: at most {{most}} MB are read.',
  'import.tooManyImages': 'There are more images than a data set may have, which is {{most}}.',
  'import.tooManyClasses':
    'There are more than {{most}} classes ({{some}} and so on): a data set may have 2 to {{most}}. In a table, another column may have the labels.',
  'import.oneClass':
    '{{where}}: all images are of one class ({{class}}); a data set has at least two.',
  'import.tooFew':
    '{{where}}: no class has two images, so none can be held back to test with. Give each class more.',
  'import.allRefused':
    '{{where}}: none of what was found can be used ({{count}} refused). The first: {{first}}',
  'import.severalSets':
    'These files belong to more than one data set: {{files}}. Choose the images and labels of one.',
  'import.noImages': '{{where}} has labels, but the file with their images is missing beside it.',
  'import.noLabels': '{{where}} has images, but the file with their labels is missing beside it.',
  'import.csv': '{{where}} is not a table that can be read: {{problem}}.',
  'import.csvShape':
    '{{where}}: a table of images has {{expected}} columns, a label and 784 pixels; this one has {{got}}.',
  'import.labelColumn':
    '{{where}}: there is no column {{column}} for the labels; the last one is {{last}}.',
  'import.columns': '{{where}}: expected {{expected}} columns, got {{got}}.',
  'import.noLabel': '{{where}}: the label is empty.',
  'import.pixel':
    '{{where}}, column {{column}}: expected a grey level from 0 to 255, got "{{got}}".',
  'import.noPicture': '{{where}} is no picture (PNG, JPEG).',
  'import.noFolder': '{{where}}: a picture must lie in a folder with the name of its class.',
  'import.classNames':
    'Expected {{expected}} class names, each another and of 1 to 40 characters, got {{got}}.',
  'dataset.unknown': 'There is no data set {{dataset}} in the library; it may have been deleted.',
  'dataset.ambiguous': 'More than one data set is meant by {{dataset}}: give its id.',
  'dataset.damaged':
    'The data set “{{name}}” cannot be read: its file {{file}} is missing or damaged. Import the same data again and it is whole; nothing else in the library is affected.',
  'selection.oneClass':
    'All that is selected is of one class ({{class}}); a data set has at least two.',
  'selection.tooFew':
    'No class is selected twice, so none can be held back to test with. Select more of each.',
  'drawings.none':
    'There are no kept drawings yet: say on the sketchpad what a drawing is, and it is kept.',
  'drawings.oneClass':
    'All kept drawings are of one class ({{class}}); a data set has at least two. Keep drawings of another.',
  'drawings.tooFew':
    'No class has two kept drawings, so none can be held back to test with. Keep more of each.',
  'drawings.tooManyClasses':
    'The kept drawings are of {{got}} classes; a data set may have 2 to {{most}}.',
  'run.dataGone':
    'The data set “{{name}}” of run {{run}} is no longer in the library: import it again, or undo its deletion. Everything else of the run is kept.',
  'data.validation':
    'A validation set of {{count}} examples leaves nothing to train on: there are only {{available}}.',
  'data.tooFew':
    '{{wanted}} training examples were asked for, but there are only {{available}} to choose from.',
  'data.tooFewOfClass':
    '{{wanted}} training examples of class {{class}} were asked for, but there are only {{available}} to choose from.',
  'labelMap.length':
    'A label map must have one entry for each of the {{expected}} labels of the data, got {{got}}.',
  'labelMap.gap':
    'A label map must lead to classes 0, 1 and so on without a gap, two at least; no label leads to class {{missing}}.',
  'recipe.notJson': '{{where}} is not a recipe: it should be JSON, but {{problem}}.',
  'recipe.notRecipe':
    '{{where}}, problem 1 of {{count}}: a recipe is a JSON object in braces, got {{got}}.',
  'recipe.unknownField':
    '{{where}}, problem 1 of {{count}}: there is no field {{field}}; the fields there are {{known}}.',
  'recipe.missing': '{{where}}, problem 1 of {{count}}: {{field}} is missing and has no default.',
  'recipe.integer':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a whole number from {{min}} to {{max}}, got {{got}}.',
  'recipe.number':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a number from {{min}} to {{max}}, got {{got}}.',
  'recipe.numberAbove':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a number above {{min}} and at most {{max}}, got {{got}}.',
  'recipe.numberBelow':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a number of at least {{min}} and below {{max}}, got {{got}}.',
  'recipe.numberBetween':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a number above {{min}} and below {{max}}, got {{got}}.',
  'recipe.boolean':
    '{{where}}, problem 1 of {{count}}: {{field}} must be true or false, got {{got}}.',
  'recipe.text':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a text of {{min}} to {{max}} characters, got {{got}}.',
  'recipe.list':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a list of {{min}} to {{max}} entries, got {{got}}.',
  'recipe.choice':
    '{{where}}, problem 1 of {{count}}: {{field}} must be one of {{choices}}, got {{got}}.',
  'recipe.object':
    '{{where}}, problem 1 of {{count}}: {{field}} must be a JSON object in braces, got {{got}}.',
  'recipe.tooLarge':
    '{{where}}, problem 1 of {{count}}: the network has {{parameters}} weights and biases, and at most {{most}} are trained here; this one would take about {{megabytes}} MB of memory and {{seconds}} seconds an epoch on one core. Give {{field}} fewer or smaller layers.',
  'recipe.tooLargeDecoder':
    '{{where}}, problem 1 of {{count}}: the network and the decoder it is pretrained with have {{parameters}} weights and biases together, and at most {{most}} are trained here; these would take about {{megabytes}} MB of memory and {{seconds}} seconds an epoch on one core. Make the hidden layers smaller, or set {{field}} to null.',
  'recipe.nothingToPretrain':
    '{{where}}, problem 1 of {{count}}: {{field}} trains hidden layers, and this network has none; add one to network.hidden, or set {{field}} to null.',
  'recipe.pretrainedTwice':
    '{{where}}, problem 1 of {{count}}: {{field}} and transfer both say what the hidden layers start from; set one of them to null.',
  'recipe.dropoutRates':
    '{{where}}, problem 1 of {{count}}: {{field}} must be empty or have one rate for each of the {{layers}} hidden layers, got {{got}}.',
  'recipe.classNames':
    '{{where}}, problem 1 of {{count}}: {{field}} must have one name for each of the {{classes}} classes, got {{got}}.',
  'recipe.warmup':
    '{{where}}, problem 1 of {{count}}: {{field}} must not be longer than the training, which has {{epochs}} epochs.',
  'recipe.needsValidation':
    '{{where}}, problem 1 of {{count}}: {{field}} looks at a validation set: give the recipe one, such as "validation": {"count": 5000}.',
  'recipe.noLayer':
    '{{where}}, problem 1 of {{count}}: {{field}} names layer {{layer}}, but the last one, which gives the classes, is layer {{last}}.',
  'recipe.allFrozen':
    '{{where}}, problem 1 of {{count}}: {{field}} freezes every layer; at least one must be left to train.',
  'recipe.replayHead':
    '{{where}}, problem 1 of {{count}}: {{field}} shows examples of the old classes, which a new head does not have; set transfer.head to "extend" or "keep".',
  'transfer.otherClasses':
    'The network to start from tells apart {{known}}, and not {{missing}}: to teach it more classes, set transfer.head to "extend", or to "new" for these alone.',
  'transfer.shipped':
    'There is no network {{id}} among those that come with Inkling; there are {{known}}.',
  'transfer.noEpoch':
    'The weights of epoch {{epoch}} of run {{run}} are not kept; kept are those of {{known}}.',
  'transfer.noReplay':
    'It is not known what the network to start from was trained on, so none of it can be shown again: set transfer.replay and transfer.imitate to 0.',
  'transfer.scaling':
    '{{file}} does not say what it wants in place of pixels from 0 to 255, and none of its classes ({{classes}}) is one of the data’s, by which that could be found out.',
  'transfer.changed':
    'The network that run {{run}} starts from is no longer the one it was. Start a new run with its recipe.',
  'transfer.tooManyClasses':
    'The network would have {{got}} classes with those it knows already; there may be at most {{most}}.',
  'recipe.refused':
    '{{where}}, problem 1 of {{count}}: {{field}} was refused, got {{got}}: {{problem}}.',
  'certificate.differs':
    "The exported file does not give what the training gave: for test example {{example}}, class {{class}}, the file's probability is {{file}} and the training's {{training}}; they may be at most {{limit}} apart.",
  'onnx.notOnnx': '{{file}} is not an ONNX model, or it is damaged.',
  'onnx.operator':
    '{{file}} cannot be taken over: node {{node}} is a {{operator}}. Inkling reads dense layers (Gemm, or MatMul and Add) with Relu, LeakyRelu, Elu, Gelu, Sigmoid or Tanh between them.',
  'onnx.attribute':
    '{{file}} cannot be taken over: {{operator}} {{node}} has {{attribute}} {{got}}, and Inkling knows it only with {{expected}}.',
  'onnx.order':
    '{{file}} cannot be taken over: {{operator}} {{node}} does not fit where it stands. Expected are pixels, scaled by single numbers and flattened, then dense layers with one activation after each but the last, then Softmax or nothing.',
  'onnx.gelu':
    '{{file}} cannot be taken over: {{operator}} {{node}} belongs to an approximation of GELU; expected is the exact one, by erf.',
  'onnx.external':
    '{{file}} keeps the numbers of {{tensor}} in another file, {{location}}. Save the model again with everything in one file.',
  'onnx.tensorType':
    '{{file}} cannot be taken over: the numbers of {{tensor}} are of type {{type}}; expected float.',
  'onnx.tensorSize':
    '{{file}} is damaged: the shape of {{tensor}} ({{shape}}) needs {{expected}} numbers, got {{got}}.',
  'onnx.layerSize':
    '{{file}} is damaged: the layer {{node}} takes {{got}} numbers, but the one before it gives {{expected}}.',
  'onnx.inputSize':
    '{{file}} cannot be taken over: its first layer takes {{got}} numbers; expected {{expected}}, the pixels of a 28 × 28 image.',
  'onnx.inputs':
    '{{file}} cannot be taken over: it takes {{found}}; expected one input, the image.',
  'onnx.noLogits':
    '{{file}} cannot be taken over: its last layer ends in {{activation}}; expected the layer’s own sums, or Softmax of them.',
  'onnx.oneClass':
    '{{file}} cannot be taken over: it gives one number an image; expected one for each of at least two classes.',
  'onnx.noNetwork': '{{file}} cannot be taken over: no layers lead to its output.',
  'file.unreadable': '{{file}} could not be read: {{reason}}.',
  'onnx.refused': 'ONNX Runtime cannot run {{file}}: {{reason}}',
  'onnx.wrongInputs':
    '{{file}} takes {{found}}, but Inkling gives a network one input: {{expected}}.',
  'onnx.wrongOutputs': '{{file}} gives {{found}}, but Inkling expects of a network: {{expected}}.',
  'onnx.classNames': '{{file}} names {{names}} classes but gives probabilities for {{classes}}.',
  'drawing.notDrawing': '{{file}} is not a drawing saved by Inkling.',
  'drawing.version':
    '{{file}} is a drawing of version {{got}}, but this Inkling reads version {{expected}}.',
  'drawing.invalid': '{{file}} is a damaged drawing, at {{where}}: {{problem}}.',
  'library.newer':
    'The library in {{folder}} was made by a newer Inkling (version {{found}} of its format; this app knows up to {{known}}). Update Inkling, or choose another folder.',
  'library.foreign':
    '{{file}} is a database of another program, not an Inkling library. Choose another folder.',
  'library.network':
    'The library cannot lie in {{folder}}: that is on a network file system ({{system}}), where a database shared by processes gets damaged. Choose a folder on a disk of this computer.',
  'library.folder':
    'The library in {{folder}} cannot be opened for writing ({{reason}}). It needs a folder that you may write to.',
  'library.busy':
    'Another process is using the library in {{folder}} and did not let go of it. Close other Inkling windows and commands, then try again.',
  'library.full':
    'The disk with the library in {{folder}} is full. What was saved is safe: free some space, then go on.',
  'library.disk':
    'The disk with the library in {{folder}} did not do what was asked of it ({{reason}}). What was saved is kept: check the disk and the space on it.',
  'library.damaged':
    'The library in {{folder}} is damaged: library.sqlite is not a database that can be read ({{reason}}). Restore it from a backup, or choose another folder.',
  'library.blobMissing': 'The library in {{folder}} misses the file blobs/{{blob}}.',
  'library.blobDamaged':
    "The library's file {{folder}}/blobs/{{blob}} is damaged: its bytes do not have the SHA-256 it is named by.",
  'run.unknown': 'There is no run {{run}} in the library.',
  'run.ambiguous': 'More than one run begins with {{run}}: give more of its id.',
  'run.inUse': 'Run {{run}} is being trained by process {{pid}}. Stop it there first.',
  'run.finished': 'Run {{run}} has finished: there is nothing left to resume.',
  'run.noCheckpoint':
    'None of the checkpoints of run {{run}} can be read, so it cannot go on. Start a new run with its recipe.',
  'runFile.foreign': '{{file}} is not a run saved by Inkling, or it is damaged.',
  'runFile.newer':
    '{{file}} is a run of version {{got}} of its format, but this Inkling reads up to version {{known}}. Update Inkling to open it.',
  'runFile.damaged':
    '{{file}} is damaged: {{part}} is missing or not what it was when it was saved. Nothing was taken from it.',
  'runFile.invalid':
    '{{file}} does not hold a run as Inkling keeps it, at {{where}}: {{problem}}. Nothing was taken from it.',
  'runFile.fingerprint':
    '{{file}} holds a run that has not come to what the file says it has. Nothing was taken from it.',
  'image.unreadable': '{{file}} could not be read as a picture: {{reason}}',
  'image.blank':
    '{{file}}: no digit was found in the picture; expected one digit in ink that differs from the paper.',
  'image.several':
    '{{file}}: {{count}} digits seem to be in the picture; expected one alone, with paper around it.',
  'mnist.missing': 'MNIST is not complete: {{file}} is missing.',
  'mnist.damaged': '{{file}} is not a whole gzip file.',
  'worker.ended': 'The process that did the work ended unexpectedly ({{how}}).',
  'training.ended':
    'The training process ended unexpectedly ({{how}}). The run can be resumed from its last checkpoint.',
  'run.otherData':
    'Run {{run}} was trained on other images than the ones here, so it cannot go on with these.',
  'run.noWeights':
    'Run {{run}} ended before its first checkpoint: it has no weights yet. Resume it first.',
  'run.onlyPretrained':
    'Run {{run}} has not seen a label yet: it is still in pretraining, and its network cannot tell classes apart. Resume it first.',
  'file.full':
    'There is no room for {{file}}: its disk is full. Free some space, or choose another place.',
  'file.unwritable': '{{file}} could not be written: {{reason}}.',
  'run.notTraining':
    'Run {{run}} is not being trained by this window: there is nothing to pause or stop.',
  'personal.tooFew':
    'There are {{got}} drawings of {{name}} to learn from; {{expected}} are needed.',
  'why.already': 'This drawing is read as {{wanted}} already.',
  'model.unknown': 'There is no network {{model}}: its run may have been deleted.',
  'app.openFailed': '{{what}} could not be opened: {{reason}}',
  'evaluate.classes':
    '{{file}} tells apart {{classes}}, none of which is among the test set’s classes: {{expected}}.',
  'training.notANumber':
    'At step {{step}} the loss was no longer a number: the weights have grown beyond what a computer can hold. The learning rate was {{rate}}; try {{try}}, or clip the gradients (clipNorm 1). The last good checkpoint is kept.',
  'training.infinite':
    'At step {{step}} the loss became infinite: the steps are too long. The learning rate was {{rate}}; try {{try}}, or clip the gradients (clipNorm 1). The last good checkpoint is kept.',
  'training.exploded':
    'From step {{step}} on the loss stayed above {{limit}} (it was {{loss}} at the end), worse than guessing: the training jumps over the valley in place of going down. The learning rate was {{rate}}; try {{try}}, a warm-up, or clip the gradients (clipNorm 1). The last good checkpoint is kept.',
  'compare.data':
    'The two networks were measured on other data ({{first}}; {{second}}), so they cannot be compared on the same examples.',
  'training.reconstructionDiverged':
    'At step {{step}}, while it was pretrained without labels, the network came apart: the error of its reconstruction was {{loss}}, and it should stay below {{limit}}. The learning rate of pretraining was {{rate}}; try {{try}}. The last good checkpoint is kept.',
  'map.noHidden':
    'This network has no hidden layer, so there is nothing in it to draw a map by. Draw it by the pixels, or choose another network.',
  'compare.classes':
    'The two networks tell other classes apart ({{first}}; {{second}}), so they cannot be compared on the same examples.',
} as const;
