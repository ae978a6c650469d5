import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';

export interface Literal {
  readonly file: string;
  readonly text: string;
}

const root = fileURLToPath(new URL('../../../src/messages/ja/', import.meta.url));

/** Every text in the source of the Japanese catalogues: what no sample reaches is looked at too. A gap in a template is `…`. */
export function japaneseLiterals(): Literal[] {
  return globSync('**/*.ts', { cwd: root }).flatMap((file) => {
    const { program } = parseSync(file, readFileSync(`${root}${file}`, 'utf8'));
    return textsOf(program.body.filter(({ type }) => type !== 'ImportDeclaration')).map((text) => ({
      file,
      text,
    }));
  });
}

type Node = Readonly<Record<string, unknown>>;

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Node;
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type === 'TemplateLiteral') {
    const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[];
    return [quasis.map((quasi) => quasi.value.cooked).join('…'), ...textsOf(node.expressions)];
  }
  if (node.type === 'TSTypeAnnotation' || node.type === 'TSLiteralType') return [];
  if (node.type === 'CallExpression') {
    const { name } = node.callee as { readonly name?: string };
    return name === 'code' || name === 'line'
      ? []
      : [node.callee, ...(node.arguments as unknown[])].flatMap(textsOf);
  }
  // A key is no text, nor is what it is compared with.
  if (node.type === 'Property') return textsOf(node.value);
  if (node.type === 'BinaryExpression' || node.type === 'SwitchCase') {
    return Object.entries(node).flatMap(([name, each]) =>
      name === 'consequent' || name === 'left' ? textsOf(each) : [],
    );
  }
  return Object.values(node).flatMap(textsOf);
}
