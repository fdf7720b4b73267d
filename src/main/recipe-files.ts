import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { recipeToJson } from '../core/recipe/parse';
import type { Recipe } from '../core/recipe/schema';
import { unwritable } from '../library/errors';
import type { Messages } from '../messages';

/** Asks a person where a recipe is to go, and where a network is to come from. */
export class RecipeFiles {
  readonly #window: () => BrowserWindow | undefined;
  readonly #messages: () => Messages;

  constructor(window: () => BrowserWindow | undefined, messages: () => Messages) {
    this.#window = window;
    this.#messages = messages;
  }

  /** Returns the file's path; null when the person cancels. @throws UserError 'file.unwritable' or 'file.full' */
  async save(recipe: Recipe): Promise<string | null> {
    const window = this.#window();
    if (window === undefined) return null;
    const { t } = this.#messages();
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: t('dialogs:recipe.save'),
      defaultPath: path.join(app.getPath('documents'), `${fileNameOf(recipe.name)}.json`),
      filters: [{ name: t('dialogs:recipe.filter'), extensions: ['json'] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled) return null;
    const file = path.extname(filePath) === '' ? `${filePath}.json` : filePath;
    try {
      await writeFile(file, recipeToJson(recipe));
    } catch (cause) {
      throw unwritable(file, cause);
    }
    return file;
  }

  /** An ONNX file's path; null when the person cancels. */
  async chooseNetwork(): Promise<string | null> {
    const window = this.#window();
    if (window === undefined) return null;
    const { t } = this.#messages();
    const { filePaths } = await dialog.showOpenDialog(window, {
      title: t('dialogs:network.open'),
      filters: [{ name: t('dialogs:export.filter'), extensions: ['onnx'] }],
      properties: ['openFile'],
    });
    return filePaths[0] ?? null;
  }
}

/** What every file system takes as a name. */
function fileNameOf(name: string): string {
  return name.replace(/[<>:"/\\|?*]/g, ' ').trim();
}
