import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// `import { z }` takes the whole object, with the sentences of fifty languages: 600 kB in a bundle.
test('zod is imported as a namespace, of which esbuild takes what is used', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const whole = globSync('{src,functions}/**/*.ts', { cwd: root }).filter((file) =>
    /import \{[^}]*\bz\b[^}]*\} from 'zod'/.test(readFileSync(root + file, 'utf8')),
  );
  expect(whole).toEqual([]);
});
