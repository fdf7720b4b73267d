// Loaded into the app's main process before the app itself (`electron -r`): uses the whole app the way a person does, without
// a debugger's socket, and prints what came of it as one line of JSON on standard output.
const { app, dialog, Menu } = require('electron');

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

app.on('browser-window-created', (_event, window) => {
  window.webContents.once('did-finish-load', () => {
    use(window).then(
      (outcome) => finish({ outcome }),
      (error) => finish({ error: error.stack }),
    );
  });
});

function finish(report) {
  process.stdout.write(`${JSON.stringify(report)}\n`);
  app.quit();
}

async function use(window) {
  const { webContents } = window;
  const inPage = (code) => webContents.executeJavaScript(`(async () => { ${code} })()`);
  const invoke = async (name, args) => {
    const reply = await inPage(
      `return window.inkling.invoke(${JSON.stringify(name)}, ${JSON.stringify(args)});`,
    );
    if (!reply.ok) throw new Error(reply.error.message);
    return reply.value;
  };
  const shown = async (selector) => {
    for (;;) {
      const found = await inPage(
        `const box = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect();
         return box && { x: box.x, y: box.y, width: box.width, height: box.height };`,
      );
      if (found) return found;
      await wait(50);
    }
  };
  const choose = (id) => Menu.getApplicationMenu().getMenuItemById(id).click();

  // Draws a 1 on the sketchpad.
  const pad = await shown('canvas');
  const at = (share) => ({
    x: Math.round(pad.x + pad.width * 0.5),
    y: Math.round(pad.y + pad.height * share),
    button: 'left',
    clickCount: 1,
  });
  webContents.sendInputEvent({ type: 'mouseDown', ...at(0.2) });
  for (let share = 0.2; share <= 0.8; share += 0.05) {
    webContents.sendInputEvent({ type: 'mouseMove', ...at(share), modifiers: ['leftButtonDown'] });
    await wait(10);
  }
  webContents.sendInputEvent({ type: 'mouseUp', ...at(0.8) });
  await wait(500);

  for (const view of [
    'view.data',
    'view.train',
    'view.settings',
    'help.shortcuts',
    'view.sketch',
  ]) {
    choose(view);
    await wait(500);
  }
  choose('language.zh-CN');
  choose('theme.dark');
  await wait(500);

  const run = await invoke('run.start', { epochs: 1 });
  let state;
  do {
    await wait(100);
    state = await invoke('run.get', run);
  } while (state.status === 'running');

  const file = process.env.INKLING_TEST_EXPORT;
  dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
  const { certificate } = await invoke('run.export', run);
  const text = await inPage('return document.body.innerText;');
  return { status: state.status, testAccuracy: state.testAccuracy, certificate, text };
}
