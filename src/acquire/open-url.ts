import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import tls from 'node:tls';
import { chooseProxy } from './choose-proxy.ts';
import { describeError } from './describe-error.ts';
import type { AcquireContext } from './k6.ts';
import { showUrl } from './show-url.ts';

/** For connecting and the head of the answer: a blocked host is given up quickly, because a build by Go comes next. */
const answerTimeoutMs = 10_000;
/** Between two pieces of a body. */
const silenceTimeoutMs = 30_000;
const maxRedirects = 5;

type OpenContext = Pick<AcquireContext, 'env' | 'signal'>;

/**
 * GETs a URL, following redirects, through the proxy that `env` names. Node's own `fetch` knows no proxies before Node 24.
 * @returns the answer, status 200, its body not yet read; reading it fails when the server falls silent or stops early
 * @throws Error that names the URL
 */
export async function openUrl(address: string, context: OpenContext): Promise<http.IncomingMessage> {
  let url = new URL(address);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    const answer = await sendRequest(url, context);
    const { statusCode = 0, headers } = answer;
    if (statusCode === 200) return answer;
    answer.destroy();
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) {
      throw new Error(`${showUrl(url)} answered ${statusCode}`);
    }
    const next = new URL(headers.location, url);
    if (url.protocol === 'https:' && next.protocol !== 'https:') {
      throw new Error(`${showUrl(url)} redirects to ${next.protocol}//, which is not encrypted`);
    }
    url = next;
  }
  throw new Error(`${showUrl(address)} redirects more than ${maxRedirects} times`);
}

async function sendRequest(url: URL, { env, signal }: OpenContext): Promise<http.IncomingMessage> {
  const timeout = AbortSignal.timeout(answerTimeoutMs);
  const end = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  try {
    const proxy = chooseProxy(url, env);
    const tunnel = proxy !== null && url.protocol === 'https:' ? await openTunnel(proxy, url, end) : null;
    const request = startRequest(url, proxy, tunnel);
    const [answer] = (await waitFor(request, 'response', end)) as [http.IncomingMessage];
    const hangUp = () => answer.destroy(new Error(`the server fell silent for ${silenceTimeoutMs / 1000} s`));
    answer.setTimeout(silenceTimeoutMs, hangUp);
    return signal === undefined ? answer : addAbortSignal(signal, answer);
  } catch (error) {
    throw new Error(`${showUrl(url)}: ${describeError(error)}`, { cause: error });
  }
}

function startRequest(url: URL, proxy: URL | null, tunnel: Socket | null): http.ClientRequest {
  if (tunnel !== null) {
    const host = url.hostname;
    const servername = isIP(host) === 0 ? host : '';
    const createConnection = () => tls.connect({ socket: tunnel, host, servername });
    // Without an agent Node takes 80 for the default port, and puts 443 into the Host header.
    return https.get(url, { createConnection, defaultPort: 443 });
  }
  if (proxy === null) return chooseClient(url).get(url);
  return chooseClient(proxy).get(proxy, {
    path: url.href,
    auth: null,
    headers: { host: url.host, ...authorize(proxy) },
  });
}

async function openTunnel(proxy: URL, target: URL, end: AbortSignal): Promise<Socket> {
  const authority = `${target.hostname}:${target.port || 443}`;
  const request = chooseClient(proxy).request(proxy, {
    method: 'CONNECT',
    path: authority,
    auth: null,
    headers: { host: authority, ...authorize(proxy) },
  });
  request.end();
  const [answer, socket] = (await waitFor(request, 'connect', end)) as [http.IncomingMessage, Socket];
  if (answer.statusCode === 200) return socket;
  socket.destroy();
  throw new Error(`the proxy ${proxy.host} answered ${answer.statusCode}`);
}

async function waitFor(
  request: http.ClientRequest,
  event: 'response' | 'connect',
  end: AbortSignal,
): Promise<unknown[]> {
  const giveUp = () => request.destroy(new Error(`no answer within ${answerTimeoutMs / 1000} s`));
  end.addEventListener('abort', giveUp);
  try {
    return await once(request, event);
  } finally {
    end.removeEventListener('abort', giveUp);
  }
}

function chooseClient(url: URL): typeof http | typeof https {
  return url.protocol === 'https:' ? https : http;
}

/** The proxy's credentials are for the proxy: `auth: null` keeps Node from sending them on as the server's. */
function authorize(proxy: URL): Record<string, string> {
  if (proxy.username === '') return {};
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(credentials).toString('base64')}` };
}
