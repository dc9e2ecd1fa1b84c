/**
 * The proxy that the environment names for a URL, or null. Read as Go does it (and so the build that may follow):
 * HTTPS_PROXY or HTTP_PROXY by scheme, capital or small; NO_PROXY lists hosts, domains and `*`; loopback goes direct.
 * @throws Error when the proxy speaks neither HTTP nor HTTPS
 */
export function chooseProxy(url: URL, env: NodeJS.ProcessEnv): URL | null {
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const value = env[name] || env[name.toLowerCase()];
  if (!value || isLoopback(url.hostname)) return null;
  if (isExempt(url, env.NO_PROXY || env.no_proxy || '')) return null;
  const proxy = new URL(value.includes('://') ? value : `http://${value}`);
  if (proxy.protocol === 'http:' || proxy.protocol === 'https:') return proxy;
  throw new Error(`${name} names a ${proxy.protocol.slice(0, -1)} proxy, which is not supported here`);
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function isExempt(url: URL, list: string): boolean {
  return list
    .split(',')
    .map((entry) =>
      entry
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, ''),
    )
    .some((entry) => entry === '*' || entry === url.host || entry === url.hostname || isUnder(url.hostname, entry));
}

function isUnder(hostname: string, domain: string): boolean {
  return domain !== '' && hostname.endsWith(`.${domain}`);
}
