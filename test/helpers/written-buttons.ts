import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

/** The ids of all buttons that src/views makes, as they are written there; of `task:${id}` the part before the colon. */
export function writtenButtons(): string[] {
  const root = fileURLToPath(new URL('../../src/views/', import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const ids = new Set<string>();
  for (const file of files) {
    const { program } = parseSync(file, readFileSync(join(root, file), 'utf8'));
    new Visitor({
      CallExpression({ callee, arguments: [, , id] }) {
        if (callee.type !== 'Identifier' || callee.name !== 'lineButton') return;
        if (id?.type === 'Literal') ids.add(String(id.value));
        if (id?.type === 'TemplateLiteral') {
          const [start = ''] = (id.quasis[0]?.value.raw ?? '').split(':');
          if (start !== '') ids.add(start);
        }
      },
    }).visit(program);
  }
  return [...ids];
}
