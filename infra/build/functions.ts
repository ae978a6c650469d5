import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { writeAccess } from './access.ts';
import { replaceFile } from './replace-file.ts';

/**
 * Bolt is one CommonJS graph, so none of it is tree-shaken: of 1.6 MB, Express, Socket Mode, OAuth and raw-body make up 1.4 MB that a worker fed by a
 * queue never calls. They become empty modules; to use one of these transports, take its name out here. Bolt subclasses and spreads its imports at
 * load time, so the stub is callable.
 */
const UNUSED = /^(express|@slack\/socket-mode|@slack\/oauth|raw-body|path-to-regexp)$/;

/** Resolves Bolt's unused transports to empty modules. */
function boltStubs(): Plugin {
  return {
    name: 'bolt-stubs',
    setup(build) {
      build.onResolve({ filter: UNUSED }, ({ path }) => ({ path, namespace: 'bolt-stub' }));
      build.onLoad({ filter: /.*/, namespace: 'bolt-stub' }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One built Lambda function. */
export interface BuiltFunction {
  /** As in functions/ and serverless.yml, e.g. `task-events`. */
  readonly name: string;
  /** Absolute path of the bundle; its source map is next to it. */
  readonly file: string;
  readonly bytes: number;
}

const COMMON_JS: BuildOptions = {
  format: 'cjs',
  // The ESM wrapper of node:http loads undici, 25 ms of a cold start; the SDK imports it dynamically.
  supported: { 'dynamic-import': false },
  define: { 'import.meta.dirname': '__dirname' },
  plugins: [boltStubs()],
};

const ES_MODULE: BuildOptions = { format: 'esm', plugins: [builtinModules()] };

/** Only an ES module can make Lambda wait at init for what the first request needs. */
const WAITS_AT_INIT = ['slack'];

/**
 * Bundles every functions/*.ts to one file each, `<outDir>/<name>/index.cjs`, with a source map next to it; functions that wait at init become
 * `index.mjs`. `module` before `main`: from the AWS SDK's ES modules esbuild drops what nobody calls. The access policy goes next to the worker's
 * bundle.
 */
export async function buildFunctions(
  outDir: string = join(ROOT, '.build/functions'),
): Promise<BuiltFunction[]> {
  const sources = (await readdir(join(ROOT, 'functions'))).filter((file) => file.endsWith('.ts')).sort();
  await writeAccess(join(outDir, 'worker/access.json'));
  return Promise.all(
    sources.map(async (source) => {
      const name = basename(source, '.ts');
      const waits = WAITS_AT_INIT.includes(name);
      const file = join(outDir, name, waits ? 'index.mjs' : 'index.cjs');
      const { outputFiles } = await build({
        entryPoints: [join(ROOT, 'functions', source)],
        outfile: file,
        bundle: true,
        platform: 'node',
        target: 'node24',
        mainFields: ['module', 'main'],
        sourcemap: 'linked',
        // Keeps Japanese as it is: escaped, it would be twice as long.
        charset: 'utf8',
        logLevel: 'warning',
        write: false,
        ...(waits ? ES_MODULE : COMMON_JS),
      });
      for (const { path, contents } of outputFiles ?? []) await replaceFile(path, contents);
      return { name, file, bytes: (await stat(file)).size };
    }),
  );
}

/**
 * In an ES module, `import … from 'node:http'` reads every export of it, and one of its getters loads undici: 25 ms of a cold start.
 * `process.getBuiltinModule` returns the module untouched.
 */
function builtinModules(): Plugin {
  return {
    name: 'builtin-modules',
    setup(build) {
      build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin-module' }));
      build.onLoad({ filter: /.*/, namespace: 'builtin-module' }, ({ path }) => ({
        contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      }));
    },
  };
}
