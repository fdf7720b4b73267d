import { errorToData } from '../core/errors';
import { JobControl } from '../jobs/control';
import { PREPARE, type ToWorker } from '../jobs/protocol';
import { prepareJob, runJob } from '../jobs/registry';
import { openChannel } from './channel';

// The one entry of the process that jobs run in: under Electron's utilityProcess and Node's child_process.fork alike. It runs
// one job, answers once, and leaves when it is told to or when nobody is left to answer.

const channel = openChannel();
const control = new JobControl();
let orphaned = false;
let busy = false;

const leave = (): never => process.exit(0);

async function start({ job, args, host }: Extract<ToWorker, { type: 'start' }>): Promise<void> {
  busy = true;
  try {
    const result = await runJob(job, args, {
      host,
      control,
      distortionThread: new URL('./distortion.js', import.meta.url),
      emit: (event) => {
        channel.send({ type: 'event', event });
      },
    });
    channel.send({ type: 'result', result });
  } catch (error) {
    channel.send({ type: 'error', error: errorToData(error) });
  }
  busy = false;
  if (orphaned) leave();
}

channel.onMessage((message) => {
  switch (message.type) {
    case 'start':
      void start(message);
      break;
    case 'control':
      control.set(message.wanted);
      break;
    case 'learningRate':
      control.setLearningRate(message.value);
      break;
    case 'leave':
      leave();
  }
});

// A training that nobody watches any more keeps what it has and ends; it can be taken up again.
channel.onClose(() => {
  orphaned = true;
  control.set('stop');
  if (!busy) leave();
});
process.on('SIGTERM', () => {
  control.set('stop');
});
// Ctrl-C reaches every process of the terminal; the one that started this one decides what it means.
process.on('SIGINT', () => undefined);

// Forked before it is known what to do, but not which job will do it. What fails here fails again, and is told, in the job.
const prepare = process.argv.find((word) => word.startsWith(PREPARE))?.slice(PREPARE.length);
if (prepare !== undefined) prepareJob(prepare).catch(() => undefined);
