import { z } from 'zod';
import type { DatasetInfo } from '../../core/data/dataset-info';
import {
  importClassNamesSchema,
  importOptionsSchema,
  type ImportPreview,
} from '../../core/data/import';
import { none, request } from './request';

/** 'mnist', or the id of a data set in the library. */
export const datasetId = z.string().regex(/^[\w-]{1,64}$/);
const datasetName = z.string().trim().min(1).max(80);

/** Of images: training images from 0, then the test images. */
const imageNumbers = z.custom<Uint32Array>(
  (value) => value instanceof Uint32Array && value.length > 0,
);

/** IDX files, tables or pictures; each as one zip file. */
const exportFormat = z.enum(['idx', 'csv', 'pictures']);
export type DatasetExportFormat = z.output<typeof exportFormat>;

export const dataRequests = {
  /** MNIST first, then the others, oldest first. */
  'datasets.list': request(none).returns<DatasetInfo[]>(),
  'datasets.rename': request(z.strictObject({ id: datasetId, name: datasetName })).returns<null>(),
  'datasets.delete': request(datasetId).returns<null>(),
  'datasets.undelete': request(datasetId).returns<null>(),
  /** Asks where to, writes a zip file with all images or some; null when the person cancels the dialog. */
  'datasets.export': request(
    z.strictObject({ id: datasetId, format: exportFormat, numbers: imageNumbers.nullable() }),
  ).returns<{ file: string; images: number } | null>(),
  /** All kept drawings as a data set, whose id it returns. The same drawings give the same. */
  'datasets.fromDrawings': request(none).returns<string>(),
  /** Some images of a data set as one of their own, whose id it returns. The same images give the same. */
  'datasets.fromPart': request(
    z.strictObject({ id: datasetId, numbers: imageNumbers }),
  ).returns<string>(),

  /** Asks for files or a folder; null when the person cancels the dialog. */
  'import.choose': request(z.enum(['files', 'folder'])).returns<string[] | null>(),
  /** Reads a data set, which then waits to be kept or discarded. One at a time: another one stops it. */
  'import.read': request(
    z.strictObject({
      paths: z.array(z.string().min(1)).min(1).max(10_000),
      options: importOptionsSchema,
    }),
  ).returns<ImportPreview>(),
  /** Stops the reading, the export or the making of a part that is under way, which then rejects with a CancelledError. */
  'import.stop': request(none).returns<null>(),
  /** Takes what was read into the library. Returns its id, which follows from the class names too. */
  'import.keep': request(
    z.strictObject({ id: datasetId, name: datasetName, classNames: importClassNamesSchema }),
  ).returns<string>(),
  'import.discard': request(datasetId).returns<null>(),
} as const;
