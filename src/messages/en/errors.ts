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
  'certificate.differs':
    "The exported file does not give what the training gave: for test example {{example}}, class {{class}}, the file's probability is {{file}} and the training's {{training}}; they may be at most {{limit}} apart.",
  'onnx.notOnnx': '{{file}} is not an ONNX model, or it is damaged.',
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
} as const;
