import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

/** In which a client of the SDK describes every operation, structure and error of its service. */
const schemas = /@aws-sdk\/client-([\w-]+)\/dist-es\/schemas\/schemas_0\.js$/;

/** Their errors mean more than their name: SQS and CloudFormation speak of them by other names, and DynamoDB's say whether to retry. */
const wholeErrors: ReadonlySet<string> = new Set(['sqs', 'cloudformation', 'dynamodb']);

/**
 * Lets esbuild drop what nobody uses of the SDK's schemas: 270 kB of the worker, 17 ms of its init’s CPU time.
 *
 * - `{ [_h]: … }` becomes `{ "http": … }`: to esbuild a computed key may have an effect.
 * - A client registers all errors of its service, SSM's 141. Here it registers those that are `named`. The SDK throws any other as it throws an error
 *   that is newer than itself: the service's base class, with the same name, message and metadata.
 */
export function smallSchemas(named: ReadonlySet<string>): Plugin {
  return {
    name: 'small-schemas',
    setup(build) {
      build.onLoad({ filter: schemas }, async ({ path }) => {
        const plain = withPlainKeys(await readFile(path, 'utf8'));
        const keepsAll = wholeErrors.has(schemas.exec(path)?.[1] ?? '');
        return { contents: keepsAll ? plain : withoutErrors(plain, named) };
      });
    },
  };
}

/** Every word of the project's own code, among them the errors that it tells apart. */
export function wordsOf(root: string): ReadonlySet<string> {
  const files = globSync('src/**/*.ts', { cwd: root });
  return new Set(files.flatMap((file) => readFileSync(join(root, file), 'utf8').match(/\w+/g) ?? []));
}

function withPlainKeys(source: string): string {
  const constants = source.matchAll(/^const (_\w+) = (".*");$/gm);
  const values = new Map(Array.from(constants, ([, name, value]) => [name, value]));
  return source.replaceAll(/\[(_\w+)\]:/g, (key, name: string) =>
    values.has(name) ? `${values.get(name)}:` : key,
  );
}

function withoutErrors(source: string, named: ReadonlySet<string>): string {
  return source.replaceAll(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, name: string) =>
    named.has(name) ? line : '',
  );
}
