import { z } from 'zod';
import type { Pixels28 } from '../core/network/types';
import { decodeImage, digitOf } from './image-file';
import type { Job } from './job';

const args = z.strictObject({
  /** The picture as a person knows it. */
  name: z.string(),
  /** Of a picture file. */
  bytes: z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array),
});

/** What a network sees of the one digit in a picture that a person dropped, pasted or opened. */
export const photo: Job<typeof args, never, Pixels28> = {
  args,
  async run({ name, bytes }) {
    return digitOf(await decodeImage(bytes, name), name);
  },
};
