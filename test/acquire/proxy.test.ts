import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { chooseProxy } from '../../src/acquire/choose-proxy.ts';
import { openUrl } from '../../src/acquire/open-url.ts';
import { withServer } from './fixtures.ts';

const target = new URL('https://releases.example.com/k6');

test('the proxy is the one for the scheme, in capital or small letters', () => {
  expect(chooseProxy(target, {})).toBeNull();
  expect(chooseProxy(target, { HTTP_PROXY: 'http://a:1' })).toBeNull();
  expect(chooseProxy(target, { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' })?.host).toBe('a:1');
  expect(chooseProxy(target, { https_proxy: 'b:3128' })?.href).toBe('http://b:3128/');
  expect(chooseProxy(new URL('http://releases.example.com'), { http_proxy: 'http://c:1' })?.host).toBe('c:1');
});

test.each([
  ['*', null],
  ['other.com, example.com', null],
  ['.example.com', null],
  ['*.example.com', null],
  ['RELEASES.example.com', null],
  ['ample.com', 'p:1'],
  ['', 'p:1'],
])('NO_PROXY=%s', (list, host) => {
  expect(chooseProxy(target, { HTTPS_PROXY: 'http://p:1', NO_PROXY: list })?.host ?? null).toBe(host);
});

test('loopback goes direct, and a proxy that speaks another protocol is an error', () => {
  expect(chooseProxy(new URL('http://127.0.0.1:80'), { HTTP_PROXY: 'http://p:1' })).toBeNull();
  expect(() => chooseProxy(target, { HTTPS_PROXY: 'socks5://p:1' })).toThrow('names a socks5 proxy');
});

test('a plain request goes to the proxy whole, with its credentials', () =>
  withServer(
    (request, response) =>
      response.end(
        `${request.url} ${request.headers.host} ${request.headers['proxy-authorization']} ${request.headers.authorization}`,
      ),
    async (proxy) => {
      const env = { HTTP_PROXY: proxy.replace('//', '//user:p%40ss@') };
      const answer = await text(await openUrl('http://mirror.invalid/v1?x=1', { env }));
      const credentials = Buffer.from('user:p@ss').toString('base64');
      expect(answer).toBe(`http://mirror.invalid/v1?x=1 mirror.invalid Basic ${credentials} undefined`);
    },
  ));

test('an encrypted request asks the proxy for a tunnel and reports its refusal', () =>
  withServer(
    () => {},
    async (base) => {
      // Node's server closes a CONNECT that nobody listens for, so a refusing proxy is that same server.
      const refused = openUrl('https://releases.example.com/k6?token=secret', { env: { HTTPS_PROXY: base } });
      await expect(refused).rejects.toThrow(/^https:\/\/releases\.example\.com\/k6: /);
      await expect(refused).rejects.not.toThrow('secret');
    },
  ));
