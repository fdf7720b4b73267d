import type { MenuItemConstructorOptions } from 'electron';
import type { Settings } from '../contract/requests/app';
import { shortcuts, type Command } from '../contract/shortcuts';
import type { Translate } from '../messages';
import type { menu } from '../messages/en/menu';

/** What the menus show. */
export interface MenuState {
  readonly settings: Pick<Settings, 'language' | 'theme'>;
  /** The training that the Training menu acts on. */
  readonly training: 'none' | 'running' | 'paused';
  readonly mac: boolean;
  readonly developer: boolean;
}

/** What the menus do. */
export interface MenuActions {
  readonly command: (command: Command) => void;
  readonly set: (change: Partial<Settings>) => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
  readonly openLibrary: () => void;
  readonly openLogs: () => void;
  readonly quit: () => void;
}

type Item = MenuItemConstructorOptions;
const separator: Item = { type: 'separator' };

/** The whole menu bar; built anew when the language, the settings or the training change. */
export function menuTemplate(t: Translate, state: MenuState, actions: MenuActions): Item[] {
  const label = (key: MenuKey): string =>
    state.mac ? plainLabel(t(`menu:${key}`)) : t(`menu:${key}`);
  const command = (key: MenuKey, name: Command): Item => ({
    id: name,
    label: label(key),
    ...acceleratorOf(name),
    click: () => {
      actions.command(name);
    },
  });
  const role = (key: MenuKey, name: NonNullable<Item['role']>): Item => ({
    label: label(key),
    role: name,
  });
  const action = (key: MenuKey, click: () => void, more: Item = {}): Item => ({
    id: key,
    label: label(key),
    click,
    ...more,
  });
  const choice = (
    key: MenuKey | { text: string },
    id: string,
    checked: boolean,
    change: Partial<Settings>,
  ): Item => ({
    id,
    label: typeof key === 'string' ? label(key) : key.text,
    type: 'radio',
    checked,
    click: () => {
      actions.set(change);
    },
  });

  const { language, theme } = state.settings;
  return [
    ...(state.mac ? [{ role: 'appMenu' } satisfies Item] : []),
    {
      label: label('file'),
      submenu: [
        action('openLibrary', actions.openLibrary),
        separator,
        command('settings', 'view.settings'),
        separator,
        action('quit', actions.quit, { accelerator: 'CmdOrCtrl+Q' }),
      ],
    },
    {
      label: label('edit'),
      submenu: [
        command('undo', 'edit.undo'),
        role('redo', 'redo'),
        separator,
        role('cut', 'cut'),
        role('copy', 'copy'),
        role('paste', 'paste'),
        role('selectAll', 'selectAll'),
        separator,
        command('clear', 'edit.clear'),
      ],
    },
    {
      label: label('view'),
      submenu: [
        command('sketch', 'view.sketch'),
        command('data', 'view.data'),
        command('train', 'view.train'),
        command('runs', 'view.runs'),
        separator,
        {
          label: label('theme'),
          submenu: [
            choice('themeSystem', 'theme.system', theme === 'system', { theme: 'system' }),
            choice('themeLight', 'theme.light', theme === 'light', { theme: 'light' }),
            choice('themeDark', 'theme.dark', theme === 'dark', { theme: 'dark' }),
          ],
        },
        {
          label: label('language'),
          submenu: [
            choice('languageSystem', 'language.system', language === 'system', {
              language: 'system',
            }),
            // Each language calls itself by its own name, whatever the menus speak.
            choice({ text: 'English' }, 'language.en', language === 'en', { language: 'en' }),
            choice({ text: '简体中文' }, 'language.zh-CN', language === 'zh-CN', {
              language: 'zh-CN',
            }),
          ],
        },
        separator,
        role('actualSize', 'resetZoom'),
        role('zoomIn', 'zoomIn'),
        role('zoomOut', 'zoomOut'),
        role('fullScreen', 'togglefullscreen'),
        separator,
        role('reload', 'reload'),
        ...(state.developer ? [role('developerTools', 'toggleDevTools')] : []),
      ],
    },
    {
      label: label('training'),
      submenu: [
        action('pause', actions.pause, { enabled: state.training === 'running' }),
        action('resume', actions.resume, { enabled: state.training === 'paused' }),
        action('stop', actions.stop, { enabled: state.training !== 'none' }),
      ],
    },
    ...(state.mac ? [{ label: label('window'), role: 'windowMenu' } satisfies Item] : []),
    {
      label: label('help'),
      role: 'help',
      submenu: [
        command('shortcuts', 'help.shortcuts'),
        action('openLogs', actions.openLogs),
        separator,
        command('about', 'help.about'),
      ],
    },
  ];
}

/** Edit commands of a text field, for its context menu. */
export function textMenuTemplate(t: Translate): Item[] {
  return (['cut', 'copy', 'paste', 'selectAll'] as const).map((name) => ({
    label: plainLabel(t(`menu:${name}`)),
    role: name,
  }));
}

function acceleratorOf(name: Command): Item {
  const keys: Partial<Record<Command, string>> = shortcuts;
  return keys[name] === undefined ? {} : { accelerator: keys[name] };
}

type MenuKey = keyof typeof menu;

/** Without the mark of the letter Alt reaches: macOS and context menus have none; in Chinese it stands in brackets. */
function plainLabel(text: string): string {
  return text.replace(/\(&\w\)/, '').replace('&', '');
}
