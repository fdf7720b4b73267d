import { z } from 'zod';
import { none, request } from './request';

export const settingsSchema = z.strictObject({
  language: z.enum(['system', 'en', 'zh-CN']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Threads TensorFlow trains with. */
  threads: z.int().min(1).max(256),
});
export type Settings = z.output<typeof settingsSchema>;

export interface AppInfo {
  readonly version: string;
  /** e.g. 'Electron 33.2.1 (registry runtime)': which runtime this is, in plain words. */
  readonly runtime: string;
  /** Which runtime this version's tests ran on, as a sentence in the person's language. */
  readonly tested: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly libraryFolder: string;
  readonly logFile: string;
  readonly cpus: number;
  /** BCP 47 tag of the system's language. */
  readonly systemLanguage: string;
}

export const appRequests = {
  'app.info': request(none).returns<AppInfo>(),
  /** Undoes in the text field that has the focus. */
  'app.undoTyping': request(none).returns<null>(),
  'app.openLogs': request(none).returns<null>(),
  'app.openLibrary': request(none).returns<null>(),
  /** Puts text on the clipboard, which the page itself may not touch. */
  'app.copy': request(z.string().max(4_000_000)).returns<null>(),
  'settings.get': request(none).returns<Settings>(),
  'settings.set': request(settingsSchema.partial()).returns<Settings>(),
} as const;
