import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appEnv, electronArgs, electronFile, temporaryFolder } from './support/app';

// The whole app without any network: drawing, reading, every view, training, exporting. A debugger would need sockets of its
// own, so a driver inside the app does what a person would do, and strace writes down every socket of every process.

const folder = temporaryFolder('offline');
const files = {
  trace: path.join(folder, 'trace'),
  netLog: path.join(folder, 'net-log.json'),
  onnx: path.join(folder, 'digits.onnx'),
  userData: path.join(folder, 'user'),
};
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

/** A network namespace with nothing in it, not even a loopback that is up, where this user may make one. */
function withoutNetwork(): string[] {
  const ways = [
    ['unshare', '--net'],
    ['unshare', '--map-current-user', '--net'],
  ];
  const [command, ...args] = ways.find(
    ([command, ...args]) => spawnSync(command!, [...args, 'true']).status === 0,
  ) ?? [''];
  return command === '' ? [] : [command!, ...args];
}

interface Report {
  readonly outcome: {
    readonly status: string;
    readonly testAccuracy: number;
    readonly certificate: { readonly disagreements: number };
    readonly text: string;
  };
}
let report: Report;
let sockets: string[];
beforeAll(async () => {
  const strace = [
    'strace',
    '--follow-forks',
    '--quiet=all',
    '--seccomp-bpf',
    '--trace=socket,connect',
    `--output=${files.trace}`,
  ];
  const [command, ...args] = [
    ...withoutNetwork(),
    ...strace,
    electronFile,
    '-r',
    path.join(import.meta.dirname, 'support', 'offline-driver.cjs'),
    `--log-net-log=${files.netLog}`,
    ...electronArgs(files.userData),
  ];
  const app = spawn(command!, args, {
    env: { ...appEnv(path.join(folder, 'library')), INKLING_TEST_EXPORT: files.onnx },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let complaints = '';
  app.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
  app.stdout.on('data', (data: Buffer) => (output += data.toString()));
  const [code] = (await once(app, 'close')) as [number | null];
  expect(code, complaints).toBe(0);
  report = JSON.parse(output) as Report;
  sockets = fs
    .readFileSync(files.trace, 'utf8')
    .split('\n')
    .filter((line) => /\b(socket|connect)\(/.test(line));
});

describe('without a network', () => {
  test('the whole app works: it reads a digit, trains, tests and exports', () => {
    const { status, testAccuracy, certificate } = report.outcome;
    expect(status).toBe('finished');
    expect(testAccuracy).toBeGreaterThan(0.9);
    expect(certificate.disagreements).toBe(0);
    expect(fs.statSync(files.onnx).size).toBeGreaterThan(100_000);
    // The sketch, in Chinese by then: the network reads the stroke as a 1.
    expect(report.outcome.text).toMatch(/^1，把握/m);
  });

  test('no process of the app opens a socket to the network', () => {
    // X11 and D-Bus are there, so the record is one.
    expect(sockets.some((line) => line.includes('AF_UNIX'))).toBe(true);
    expect(
      sockets.filter(
        (line) => !/socket\((AF_UNIX|AF_NETLINK),|sa_family=(AF_UNIX|AF_NETLINK)/.test(line),
      ),
    ).toEqual([]);
  });

  test('Chromium asks the network for nothing, not even a name', () => {
    const { constants, events } = readNetLog();
    const asked = events
      .map(({ type }) => constants.logEventTypes[type])
      .filter((name) =>
        /^(URL_REQUEST_START_JOB|HOST_RESOLVER_MANAGER_REQUEST|SOCKET_OPEN|TCP_CONNECT|UDP_CONNECT)$/.test(
          name ?? '',
        ),
      );
    expect(asked).toEqual([]);
  });
});

/** Chromium's own record (chrome://net-export), with the names of its events by their numbers. */
function readNetLog() {
  const { constants, events } = JSON.parse(fs.readFileSync(files.netLog, 'utf8')) as {
    constants: { logEventTypes: Record<string, number> };
    events: { type: number }[];
  };
  const names = Object.entries(constants.logEventTypes).map(
    ([name, type]) => [type, name] as const,
  );
  return {
    constants: { logEventTypes: Object.fromEntries(names) as Record<number, string> },
    events,
  };
}
