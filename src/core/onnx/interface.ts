import { UserError } from '../errors';
import { IMAGE_SIDE } from '../network/types';
import { describeValue, type OnnxFile, type OnnxValue } from './read';

/**
 * Checks that a file takes `image` and gives `probabilities` and `logits` as our exports do.
 * @returns its class names [K].
 * @throws UserError saying what the file has and what was expected.
 */
export function checkInterface(file: OnnxFile, name: string): readonly string[] {
  const [image, ...others] = file.inputs;
  if (image === undefined || others.length > 0 || !isImage(image)) {
    throw new UserError('onnx.wrongInputs', {
      file: name,
      found: describe(file.inputs),
      expected: `image float [N, ${IMAGE_SIDE}, ${IMAGE_SIDE}]`,
    });
  }
  const probabilities = classesOf(file.outputs, 'probabilities');
  const logits = classesOf(file.outputs, 'logits');
  if (probabilities === null || probabilities !== logits) {
    throw new UserError('onnx.wrongOutputs', {
      file: name,
      found: describe(file.outputs),
      expected: 'probabilities float [N, K], logits float [N, K]',
    });
  }
  const names =
    file.metadata.class_names ?? Array.from({ length: probabilities }, (_, k) => String(k));
  if (names.length !== probabilities) {
    throw new UserError('onnx.classNames', {
      file: name,
      names: names.length,
      classes: probabilities,
    });
  }
  return names;
}

/** The first dimension must be free: a slice's size is ours to choose. */
function isImage({ name, type, shape }: OnnxValue): boolean {
  return (
    name === 'image' &&
    type === 'float' &&
    shape?.length === 3 &&
    typeof shape[0] === 'string' &&
    shape[1] === IMAGE_SIDE &&
    shape[2] === IMAGE_SIDE
  );
}

/** K of the output called `name`; null where there is none of the form float [N, K]. */
function classesOf(outputs: readonly OnnxValue[], name: string): number | null {
  const output = outputs.find((value) => value.name === name);
  const classes = output?.shape?.[1];
  return output?.type === 'float' && output.shape?.length === 2 && typeof classes === 'number'
    ? classes
    : null;
}

function describe(values: readonly OnnxValue[]): string {
  return values.map(describeValue).join(', ') || '–';
}
