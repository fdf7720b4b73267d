import type { FromWorker, ToWorker } from '../jobs/protocol';

/** The way back to the process that forked this one. */
export interface Channel {
  send(message: FromWorker): void;
  onMessage(listener: (message: ToWorker) => void): void;
  /** The other side is gone: nobody listens any more. */
  onClose(listener: () => void): void;
}

/** What Electron puts on `process` in a utility process; typed here so that the worker needs nothing of Electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

function electronChannel(port: ParentPort): Channel {
  return {
    send: (message) => {
      port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        listener(data as ToWorker);
      });
    },
    // Chromium ends a utility process whose main process is gone.
    onClose: () => undefined,
  };
}

function nodeChannel(): Channel {
  if (process.send === undefined) {
    throw new Error('The worker must be forked: it takes its work over a message channel.');
  }
  const send = process.send.bind(process);
  return {
    send: (message) => {
      // After a disconnect the channel is closed and onClose has been told. Where the other side has just died, nobody has told
      // yet, and without a callback the failed write would end this process before it has saved.
      if (process.connected) send(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      process.on('message', (message) => {
        listener(message as ToWorker);
      });
    },
    onClose: (listener) => {
      process.on('disconnect', listener);
    },
  };
}

export function openChannel(): Channel {
  const { parentPort } = process as { parentPort?: ParentPort };
  return parentPort === undefined ? nodeChannel() : electronChannel(parentPort);
}
