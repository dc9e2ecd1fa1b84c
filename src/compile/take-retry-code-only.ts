import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/**
 * `@smithy/core/retry` also exports middleware that drags the SDK's HTTP and stream code in (60 kB, for each k6 client
 * to evaluate). The script needs only these files of it, unchanged; the package's `exports` don't name them one by one.
 */
const parts = [
  ['StandardRetryStrategy', 'util-retry/StandardRetryStrategy.js'],
  ['AdaptiveRetryStrategy', 'util-retry/AdaptiveRetryStrategy.js'],
  ['DefaultRateLimiter', 'util-retry/DefaultRateLimiter.js'],
  [
    'isServerError, isThrottlingError, isTransientError',
    'service-error-classification/service-error-classification.js',
  ],
] as const;

export const takeRetryCodeOnly: Plugin = {
  name: 'take-retry-code-only',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@smithy\/core\/retry$/ }, ({ path }) => ({ path, namespace: 'retry-code' }));
    onLoad({ filter: /.*/, namespace: 'retry-code' }, () => {
      const root = new URL('dist-es/submodules/retry/', import.meta.resolve('@smithy/core/package.json'));
      const lines = parts.map(
        ([names, file]) => `export { ${names} } from ${JSON.stringify(fileURLToPath(new URL(file, root)))};`,
      );
      return { contents: lines.join('\n'), resolveDir: fileURLToPath(root) };
    });
  },
};
