import http from 'node:http';
import net from 'node:net';

/** A first choice that has not answered by then counts as blocked. */
const patienceMs = 4000;

/** The address of a first choice: the first variable of the list that is set, else the list's last entry. */
export function addressOf(choices, env = process.env) {
  const variable = choices.slice(0, -1).find((name) => env[name]);
  return variable === undefined ? choices.at(-1) : env[variable];
}

/**
 * Whether a download can be had, asked in seconds and not by its own long time-out.
 * Redirects are followed, since release files often lie on a second host. Behind a proxy only the first host is tried.
 * @param {string} url
 * @returns {Promise<string | undefined>} undefined when it answers, else why not
 */
export async function whyBlocked(url, env = process.env) {
  const proxy = env.HTTPS_PROXY ?? env.https_proxy ?? env.HTTP_PROXY ?? env.http_proxy;
  if (proxy) return whyProxyRefuses(proxy, new URL(url));
  const host = new URL(url).host;
  try {
    const response = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) });
    return response.ok ? undefined : `${host} answers ${response.status}`;
  } catch (error) {
    if (error.name === 'TimeoutError') return `${host} does not answer`;
    return `${host}: ${error.cause?.code ?? error.message}`;
  }
}

function whyProxyRefuses(proxy, { hostname, port, protocol }) {
  return new Promise((resolve) => {
    const target = `${hostname}:${port || (protocol === 'http:' ? 80 : 443)}`;
    const { hostname: proxyHost, port: proxyPort, username, password } = new URL(proxy);
    const headers = username
      ? {
          'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        }
      : {};
    const request = http.request({
      host: proxyHost,
      port: proxyPort || 80,
      method: 'CONNECT',
      path: target,
      headers,
      timeout: patienceMs,
    });
    const settle = (why) => {
      request.destroy();
      resolve(why);
    };
    request.on('connect', ({ statusCode }) =>
      settle(statusCode === 200 ? undefined : `the proxy answers ${statusCode} for ${hostname}`),
    );
    request.on('response', ({ statusCode }) =>
      settle(`the proxy answers ${statusCode} for ${hostname}`),
    );
    request.on('timeout', () => settle(`the proxy does not answer for ${hostname}`));
    request.on('error', (error) => settle(`the proxy: ${error.code}`));
    request.end();
  });
}

/** Whether something accepts connections there at all. Undefined when it does, else why not. */
export function whyNoConnection(url) {
  const { hostname, port, protocol } = new URL(url);
  return new Promise((resolve) => {
    const socket = net.connect({
      host: hostname,
      port: Number(port) || (protocol === 'http:' ? 80 : 443),
      timeout: patienceMs,
    });
    const settle = (why) => {
      socket.destroy();
      resolve(why);
    };
    socket.on('connect', () => settle(undefined));
    socket.on('timeout', () => settle('no answer'));
    socket.on('error', (error) => settle(error.code));
  });
}
