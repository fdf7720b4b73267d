import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addressOf, whyBlocked, whyNoConnection } from '../../scripts/setup/probe.mjs';

/** A server on a free port of this machine, until the test ends. */
async function serve(
  answer: http.RequestListener,
): Promise<{ address: string; server: http.Server }> {
  const server = http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}`, server };
}

/** An address of this machine where nobody listens. */
async function closedAddress(): Promise<string> {
  const { address, server } = await serve(() => undefined);
  await new Promise((resolve) => server.close(resolve));
  return `${address}/file.zip`;
}

describe('a first choice', () => {
  test('that answers is not blocked, also behind a redirect', async () => {
    const { address } = await serve((request, response) => {
      if (request.url === '/file.zip') response.writeHead(302, { location: '/elsewhere.zip' });
      response.end();
    });
    expect(await whyBlocked(`${address}/file.zip`, {})).toBeUndefined();
  });

  test('that is refused by a filter is blocked', async () => {
    const { address } = await serve((_, response) => response.writeHead(403).end());
    expect(await whyBlocked(`${address}/file.zip`, {})).toMatch(/answers 403$/);
  });

  test('that redirects to a blocked host is blocked', async () => {
    const location = await closedAddress();
    const { address } = await serve((_, response) => response.writeHead(302, { location }).end());
    expect(await whyBlocked(`${address}/file.zip`, {})).toMatch(/ECONNREFUSED$/);
  });

  test('that swallows the question is blocked after a few seconds', async () => {
    const { address } = await serve(() => undefined);
    expect(await whyBlocked(`${address}/file.zip`, {})).toMatch(/does not answer$/);
  });

  test('that nobody serves is blocked', async () => {
    const address = await closedAddress();
    expect(await whyBlocked(address, {})).toMatch(/ECONNREFUSED$/);
    expect(await whyNoConnection(address)).toBe('ECONNREFUSED');
  });

  test('is asked for through the proxy where there is one', async () => {
    const asked: (string | undefined)[] = [];
    const proxy = await serve(() => undefined);
    proxy.server.on('connect', (request: http.IncomingMessage, socket) => {
      asked.push(request.url);
      socket.end(
        request.url === 'open.example:443' ? 'HTTP/1.1 200 OK\r\n\r\n' : 'HTTP/1.1 403 No\r\n\r\n',
      );
    });
    const env = { HTTPS_PROXY: proxy.address };
    expect(await whyBlocked('https://open.example/file.zip', env)).toBeUndefined();
    expect(await whyBlocked('https://closed.example/file.zip', env)).toBe(
      'the proxy answers 403 for closed.example',
    );
    expect(asked).toEqual(['open.example:443', 'closed.example:443']);
  });

  test('can be named by the environment', () => {
    const choices = ['FIRST', 'SECOND', 'https://usual.example/'];
    expect(addressOf(choices, {})).toBe('https://usual.example/');
    expect(addressOf(choices, { SECOND: 'https://b/' })).toBe('https://b/');
    expect(addressOf(choices, { FIRST: 'https://a/', SECOND: 'https://b/' })).toBe('https://a/');
  });
});
