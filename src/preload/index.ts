import { contextBridge, ipcRenderer, webUtils } from 'electron';

// Three functions, no logic: main checks every name, argument and sender, and src/contract/client.ts gives both ends their types.
contextBridge.exposeInMainWorld('inkling', {
  invoke: (name: string, args: unknown): Promise<unknown> =>
    ipcRenderer.invoke('request', name, args),
  pathOf: (file: File): string => webUtils.getPathForFile(file),
  on: (name: string, listener: (payload: unknown) => void): (() => void) => {
    const channel = `event:${name}`;
    const forward = (_event: unknown, payload: unknown): void => {
      listener(payload);
    };
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.off(channel, forward);
    };
  },
});
