import { isBuiltin, SourceMap } from 'node:module';
import { dirname, extname, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type BuildFailure, build, type Message, type Plugin } from 'esbuild';
import { exitCodes, Failure } from '../../shared/failure.ts';
import { nameSource } from './name-source.ts';

export interface DrillBundle {
  /** One ES module that evaluates the drill and posts what it exports. */
  code: string;
  sourceMap: SourceMap;
}

/** Drills run on this installation's own language, from source or built, wherever they lie. */
const ownExtension = extname(import.meta.url);
const languagePath = fileURLToPath(new URL(`../../index${ownExtension}`, import.meta.url));
const reporterPath = fileURLToPath(new URL(`./report-exports${ownExtension}`, import.meta.url));

/**
 * Bundles a drill and its neighbours. Packages stay outside, found from the file that imports them.
 * @param file as the user named it
 * @throws Failure `drill-syntax`, when it can't be compiled or an import can't be found
 */
export async function bundleDrill(file: string): Promise<DrillBundle> {
  const path = resolve(file);
  const url = pathToFileURL(path).href;
  try {
    const { outputFiles } = await build({
      stdin: {
        contents: [
          "import * as exported from 's3drill:drill';",
          "import { reportExports } from 's3drill:reporter';",
          'reportExports(exported);',
        ].join('\n'),
        resolveDir: dirname(path),
      },
      bundle: true,
      write: false,
      outfile: 'drill.mjs',
      format: 'esm',
      platform: 'node',
      target: 'node20',
      sourcemap: 'external',
      sourcesContent: false,
      logLevel: 'silent',
      // The bundle is evaluated from memory, where these would name no file.
      define: {
        'import.meta.url': JSON.stringify(url),
        'import.meta.dirname': JSON.stringify(dirname(path)),
        'import.meta.filename': JSON.stringify(path),
      },
      plugins: [resolveNames({ s3drill: languagePath, 's3drill:drill': path, 's3drill:reporter': reporterPath })],
    });
    const [map, code] = outputFiles;
    if (map === undefined || code === undefined) throw new Error('esbuild wrote no bundle');
    return { code: code.text, sourceMap: new SourceMap(JSON.parse(map.text)) };
  } catch (error) {
    if (!isBuildFailure(error)) throw error;
    throw new Failure('drill-syntax', error.errors.map((message) => describeMessage(message, file)).join('\n'), {
      hint: 'Nothing was run: correct the file and try again.',
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
}

/**
 * Names of ours lead to their files (a path could not stand in an import as it is: `*` would be a pattern). A module in
 * memory can't resolve the names of packages, so each gets the address of its file.
 */
function resolveNames(ours: Readonly<Record<string, string>>): Plugin {
  const alreadyAsked = Symbol('already asked');
  return {
    name: 'resolve-names',
    setup(bundler) {
      bundler.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
        if (Object.hasOwn(ours, path)) return { path: ours[path] as string };
        if (pluginData === alreadyAsked || isBuiltin(path)) return null;
        const { importer, namespace, resolveDir, kind } = from;
        const found = await bundler.resolve(path, { importer, namespace, resolveDir, kind, pluginData: alreadyAsked });
        const isPackage = found.path.includes(`${sep}node_modules${sep}`);
        return isPackage ? { path: pathToFileURL(found.path).href, external: true } : found;
      });
    },
  };
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors);
}

/** `drills/my.ts:3:14: Expected ";" but found "x"`; esbuild counts columns from 0. */
function describeMessage({ location, text }: Message, file: string): string {
  if (location === null) return `${file}: ${text}`;
  return `${nameSource(location.file, file)}:${location.line}:${location.column + 1}: ${text}`;
}
