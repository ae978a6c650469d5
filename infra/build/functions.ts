import { readdir, stat } from 'node:fs/promises';
import { builtinModules as builtins } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { writeAccess } from './access.ts';
import { replaceFile } from './replace-file.ts';
import { smallSchemas, wordsOf } from './sdk-schemas.ts';

/**
 * Bolt is one CommonJS graph, so none of it is tree-shaken: of 1.6 MB, its receivers with Express, Socket Mode and OAuth make up 1.5 MB that a worker
 * fed by a queue never calls. Bolt imports them wherever it loads, and uses none before an app without a receiver of its own is made.
 */
const TRANSPORTS = /^(\.\/receivers\/[\w-]+|@slack\/oauth)$/;

/**
 * What the SDK imports when it runs elsewhere than on Lambda, which puts the credentials into the environment, or for calls that stream events. While
 * a bundle holds a module that is imported dynamically, esbuild wraps it and all that it imports in functions, which V8 compiles twice: 215 modules.
 */
const NEVER_IMPORTED =
  /^(@aws-sdk\/credential-provider-[\w-]+|@smithy\/credential-provider-imds|@smithy\/core\/event-streams|bowser)$/;

/** Resolves what a Lambda never calls to empty modules. */
function emptied(): Plugin {
  return {
    name: 'emptied',
    setup(build) {
      const empty = (path: string) => ({ path, namespace: 'emptied' });
      build.onResolve({ filter: TRANSPORTS }, ({ path }) => empty(path));
      build.onResolve({ filter: NEVER_IMPORTED }, ({ path, kind }) =>
        kind === 'dynamic-import' ? empty(path) : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'emptied' }, () => ({ contents: 'module.exports = {};' }));
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

/**
 * Bundles every functions/*.ts to one ES module each, `<outDir>/<name>/index.mjs`, with a source map next to it: Lambda waits at init for what an ES
 * module awaits at its top. `module` before `main`: from the AWS SDK's ES modules esbuild drops what nobody calls. What is big loses its white space,
 * 20 ms of a cold start, and keeps its names, for stack traces. The access policy goes next to the worker's bundle.
 */
export async function buildFunctions(
  outDir: string = join(ROOT, '.build/functions'),
): Promise<BuiltFunction[]> {
  const sources = (await readdir(join(ROOT, 'functions'))).filter((file) => file.endsWith('.ts')).sort();
  await writeAccess(join(outDir, 'worker/access.json'));
  const plugins = [builtinModules(), emptied(), smallSchemas(wordsOf(ROOT))];
  return Promise.all(
    sources.map(async (source) => {
      const name = basename(source, '.ts');
      const file = join(outDir, name, 'index.mjs');
      const isBig = name !== 'slack';
      const { outputFiles } = await build({
        entryPoints: [join(ROOT, 'functions', source)],
        outfile: file,
        bundle: true,
        platform: 'node',
        target: 'node24',
        format: 'esm',
        mainFields: ['module', 'main'],
        minifySyntax: isBig,
        minifyWhitespace: isBig,
        // Node shows the whole line where an error was thrown.
        lineLimit: 200,
        sourcemap: 'linked',
        // Keeps Japanese as it is: escaped, it would be twice as long.
        charset: 'utf8',
        logLevel: 'warning',
        write: false,
        plugins,
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
  const filter = new RegExp(`^(?:node:.*|${builtins.join('|')})$`);
  return {
    name: 'builtin-modules',
    setup(build) {
      build.onResolve({ filter }, ({ path }) => ({ path, namespace: 'builtin-module' }));
      build.onLoad({ filter: /.*/, namespace: 'builtin-module' }, ({ path }) => ({
        contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      }));
    },
  };
}
