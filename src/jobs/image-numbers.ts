import { z } from 'zod';

/** Numbers of images of a data set: training images from 0, then the test images. One at least. */
export const imageNumbersSchema = z.custom<Uint32Array>(
  (value) => value instanceof Uint32Array && value.length > 0,
);
