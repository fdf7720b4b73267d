/* global document -- in functions that the page runs */
// A person's use of the app, over and over, from inside its main process (`electron --require`): no developer's tools are attached,
// which would keep in the window's process whatever it fetches. Prints a line of JSON a round; USE_MINUTES says how long.
const { app } = require('electron');
const { setTimeout: wait } = require('node:timers/promises');

const minutes = Number(process.env.USE_MINUTES);

app.once('browser-window-created', (_, window) => {
  window.webContents.once('did-finish-load', () => {
    use(window).then(
      // Quitting would ask whether the training at work shall go on.
      () => app.exit(0),
      (error) => {
        console.error(error);
        app.exit(1);
      },
    );
  });
});

async function use(window) {
  const began = performance.now();
  for (let round = 0; ; round++) {
    await oneRound(window, round);
    const elapsed = (performance.now() - began) / 60_000;
    const pid = window.webContents.getOSProcessId();
    const { memory } = app.getAppMetrics().find((one) => one.pid === pid);
    const seen = { minutes: elapsed, resident: memory.workingSetSize * 1024 };
    console.log(JSON.stringify(seen));
    if (elapsed >= minutes) return;
  }
}

async function oneRound(window, round) {
  const { click, choose, wheel, key, ask, draw } = handsOn(window);
  await keepTraining(ask, round);

  await click('nav button', 0);
  await draw();

  await click('nav button', 1);
  await choose('Digits');
  await choose(String(round % 10));
  await wheel('.scroller', 40);
  await choose('All');
  await click('.scroller');
  for (let step = 0; step < 10; step++) await key('Right');
  for (const pane of ['Statistics', 'Distortions', 'Digits']) {
    await choose(pane);
    await wait(2000);
  }

  await click('nav button', 2);
  await wait(12_000);

  await click('nav button', 3);
  await click('[role=treegrid] [data-index] .name');
  await wait(3000);
  await click('.page > button');

  await click('nav button', 4);
  const other = round % 2 === 0;
  await ask('settings.set', { theme: other ? 'dark' : 'light', language: 'zh-CN' });
  await wait(1000);
  await ask('settings.set', { language: 'en' });
  await wait(500);
}

/** A training goes on all the time, of few epochs, so that runs begin and end as well. */
async function keepTraining(ask, round) {
  const runs = await ask('run.list');
  if (runs.some(({ status }) => status === 'running')) return;
  await ask('run.start', { name: `Round ${round + 1}`, seed: round + 1, epochs: 120 });
}

/** What a person does to a window; each waits until what it needs is there. */
function handsOn({ webContents }) {
  const page = (body, ...args) =>
    webContents.executeJavaScript(`(${body})(${args.map((arg) => JSON.stringify(arg)).join()})`);
  /** Runs `body` until it gives something. */
  const found = async (what, body, ...args) => {
    for (let tries = 0; tries < 300; tries++) {
      const answer = await page(body, ...args);
      if (answer) return answer;
      await wait(100);
    }
    throw new Error(`${what} was not there for 30 s`);
  };
  const middle = (selector, nth) =>
    found(
      selector,
      (selector, nth) => {
        const element = document.querySelectorAll(selector)[nth];
        if (!element) return null;
        const { left, top, width, height } = element.getBoundingClientRect();
        return { left, top, width, height, x: left + width / 2, y: top + height / 2 };
      },
      selector,
      nth,
    );
  const mouse = (type, { x, y }, more) => {
    webContents.sendInputEvent({ type, x: Math.round(x), y: Math.round(y), ...more });
  };
  const pressAt = (place) => {
    mouse('mouseDown', place, { button: 'left', clickCount: 1 });
    mouse('mouseUp', place, { button: 'left', clickCount: 1 });
  };

  return {
    async click(selector, nth = 0) {
      pressAt(await middle(selector, nth));
      await wait(200);
    },
    /** The first option of this name among those that exclude each other. */
    async choose(name) {
      await found(
        name,
        (name) => {
          const options = [...document.querySelectorAll('[role=radio]')];
          const option = options.find((one) => one.innerText.trim() === name);
          option?.click();
          return option !== undefined;
        },
        name,
      );
      await wait(100);
    },
    async wheel(selector, turns) {
      const place = await middle(selector, 0);
      for (let turn = 0; turn < turns; turn++) {
        mouse('mouseWheel', place, { deltaY: -400, canScroll: true });
        await wait(50);
      }
    },
    async key(keyCode) {
      webContents.sendInputEvent({ type: 'keyDown', keyCode });
      webContents.sendInputEvent({ type: 'keyUp', keyCode });
      await wait(100);
    },
    async ask(name, args = null) {
      const reply = await page(
        (name, args) => globalThis.inkling.invoke(name, args ?? undefined),
        name,
        args,
      );
      if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
      return reply.value;
    },
    /** A ring, which is taken back. */
    async draw() {
      const paper = await middle('.paper canvas', 0);
      const at = (turn) => ({
        x: paper.x + 0.2 * paper.width * Math.sin(turn),
        y: paper.y - 0.3 * paper.height * Math.cos(turn),
      });
      mouse('mouseDown', at(0), { button: 'left', clickCount: 1 });
      for (let turn = 0; turn < 2 * Math.PI; turn += 0.1) {
        mouse('mouseMove', at(turn), { button: 'left', modifiers: ['leftButtonDown'] });
        await wait(16);
      }
      mouse('mouseUp', at(0), { button: 'left', clickCount: 1 });
      await wait(500);
      pressAt(await middle('.tools button', 0));
    },
  };
}
