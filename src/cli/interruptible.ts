import type { JobName, JobResult } from '../jobs/registry';
import type { JobHandle } from '../jobs/supervisor';
import type { CliHost } from './host';

/** The job's result. Ctrl-C asks it to stop, twice ends it; `stopping` is called when it is asked. */
export async function interruptible<N extends JobName>(
  host: CliHost,
  job: JobHandle<N>,
  stopping?: () => void,
): Promise<JobResult<N>> {
  let interrupts = 0;
  const stopListening = host.onInterrupt(() => {
    interrupts++;
    if (interrupts > 1) {
      job.kill();
      return;
    }
    stopping?.();
    job.control('stop');
  });
  try {
    return await job.result;
  } finally {
    stopListening();
  }
}
