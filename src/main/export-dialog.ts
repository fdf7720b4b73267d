import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { Translate } from '../messages';

/** Asks where the ONNX file shall go; undefined when the person cancels. */
export async function askExportFile(
  window: BrowserWindow,
  t: Translate,
): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: t('dialogs:export.title'),
    buttonLabel: t('dialogs:export.button'),
    defaultPath: path.join(app.getPath('documents'), 'digits.onnx'),
    filters: [{ name: t('dialogs:export.filter'), extensions: ['onnx'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled) return undefined;
  return path.extname(filePath) === '' ? `${filePath}.onnx` : filePath;
}
