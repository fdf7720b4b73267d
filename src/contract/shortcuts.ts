import type { Events } from './contract';

export type Command = Events['command'];

/**
 * The keys of each command, as Electron writes accelerators. The menus and the shortcut sheet both read this list, so they
 * can't disagree. Keys that only the sketchpad understands (arrows, space) are listed by that view.
 */
export const shortcuts = {
  'view.sketch': 'CmdOrCtrl+1',
  'view.data': 'CmdOrCtrl+2',
  'view.train': 'CmdOrCtrl+3',
  'view.runs': 'CmdOrCtrl+4',
  'view.settings': 'CmdOrCtrl+,',
  'edit.undo': 'CmdOrCtrl+Z',
  'edit.clear': 'CmdOrCtrl+K',
  'help.shortcuts': 'CmdOrCtrl+/',
} as const satisfies Partial<Record<Command, string>>;

/** An accelerator as people read it: `⌘1` on a Mac, `Ctrl+1` elsewhere. */
export function shownKeys(accelerator: string, mac: boolean): string {
  return mac
    ? accelerator.replace('CmdOrCtrl+', '⌘').replace('Shift+', '⇧').replace('Backspace', '⌫')
    : accelerator.replace('CmdOrCtrl', 'Ctrl');
}
