import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { parseSync } from 'oxc-parser';

/** One import or re-export of a file. */
export interface FileImport {
  /** `src/commands/scale.ts` */
  readonly file: string;
  /** A file of this project by its path from the root, or what stands in the import: `zod`, `node:crypto`. */
  readonly target: string;
  /** Only types come in, so that nothing of it is in the bundle. */
  readonly typeOnly: boolean;
}

/** Every import of a TypeScript file; `file` is its path from the root `root`. */
export function readImports(
  root: string,
  file: string,
  source = readFileSync(join(root, file), 'utf8'),
): FileImport[] {
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const target = (request: string) => (request.startsWith('.') ? join(dirname(file), request) : request);
  const imports = module.staticImports.map(({ moduleRequest, entries }) => ({
    file,
    target: target(moduleRequest.value),
    // `import './x.ts'` has no entries and runs the file.
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
  }));
  const exports = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ file, target: target(moduleRequest.value), typeOnly: isType }] : [],
    );
  const dynamic = module.dynamicImports.map(({ moduleRequest }) => {
    const request = source.slice(moduleRequest.start, moduleRequest.end).replace(/^['"`]|['"`]$/g, '');
    return { file, target: target(request), typeOnly: false };
  });
  return [...imports, ...exports, ...dynamic];
}
