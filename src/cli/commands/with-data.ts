import { DataSource } from '../../library/data-source';
import { Library } from '../../library/library';
import type { Call } from './context';

/** Works with the library's data sets, in this process. */
export async function withData<R>(
  { jobHost }: Call,
  work: (source: DataSource, library: Library) => R,
): Promise<R> {
  const library = await Library.open(jobHost.library, { role: 'worker' });
  try {
    return work(new DataSource(library, jobHost.mnist), library);
  } finally {
    library.close();
  }
}
