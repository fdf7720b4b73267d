import { create } from '@bufbuild/protobuf';
import { StringStringEntryProtoSchema, type StringStringEntryProto } from 'onnx-buf';
import { z } from 'zod';
import type { RunId } from '../metrics/run';
import type { Network } from '../network/types';
import { recipeSchema, type Recipe } from '../recipe/schema';
import { certificateSchema, type Certificate } from './certificate';

/** What an exported file says of where its network comes from; class names and preprocessing are taken from the network. */
export interface ModelMetadata {
  /** Shown in lists of networks. */
  readonly name: string;
  readonly runId: RunId;
  readonly recipe: Recipe;
  /** 0–1; null where it was not measured. */
  readonly testAccuracy: number | null;
  /** Of the training set's images and labels, in hex. */
  readonly dataSha256: string;
  readonly appVersion: string;
  /** null while the file has not been checked. */
  readonly certificate: Certificate | null;
}

/** ONNX metadata is text under a key: one entry each, JSON where the value is more than a word or a number. */
export function metadataToProps(
  network: Network,
  metadata: ModelMetadata,
): StringStringEntryProto[] {
  const entries: [keyof FileMetadataText, string | null][] = [
    ['name', metadata.name],
    ['class_names', JSON.stringify(network.classNames)],
    ['preprocessing', JSON.stringify(network.preprocessing)],
    ['recipe', JSON.stringify(metadata.recipe)],
    ['run_id', metadata.runId],
    ['test_accuracy', metadata.testAccuracy === null ? null : String(metadata.testAccuracy)],
    ['training_data_sha256', metadata.dataSha256],
    ['app_version', metadata.appVersion],
    ['certificate', metadata.certificate === null ? null : JSON.stringify(metadata.certificate)],
  ];
  return entries.flatMap(([key, value]) =>
    value === null ? [] : [create(StringStringEntryProtoSchema, { key, value })],
  );
}

/** JSON text → the value it holds; text that is not JSON is an issue like any other. */
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

/** Another program may use the same keys for something else, so what does not have our form counts as absent. */
const fileMetadataSchema = z.object({
  name: z.string().min(1).nullable().catch(null),
  class_names: json.pipe(z.array(z.string())).nullable().catch(null),
  preprocessing: json
    .pipe(z.object({ scale: z.number(), offset: z.number() }))
    .nullable()
    .catch(null),
  recipe: json.pipe(recipeSchema).nullable().catch(null),
  run_id: z.string().min(1).nullable().catch(null),
  test_accuracy: json.pipe(z.number().min(0).max(1)).nullable().catch(null),
  training_data_sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .catch(null),
  app_version: z.string().min(1).nullable().catch(null),
  certificate: json.pipe(certificateSchema).nullable().catch(null),
});
type FileMetadataText = z.input<typeof fileMetadataSchema>;

/** What a file says of itself under the keys Inkling writes; null where it says nothing. */
export type FileMetadata = z.output<typeof fileMetadataSchema>;

export function propsToMetadata(props: readonly StringStringEntryProto[]): FileMetadata {
  return fileMetadataSchema.parse(Object.fromEntries(props.map(({ key, value }) => [key, value])));
}
