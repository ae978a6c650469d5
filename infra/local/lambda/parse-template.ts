import { parseDocument, type ScalarTag } from 'yaml';
import type { TemplateValue } from './service-definition.ts';

const shortForms = ['Ref', 'GetAtt', 'Sub'] as const;

/** `!Ref X` → `{ Ref: 'X' }`, `!GetAtt Queue.Arn` → `{ 'Fn::GetAtt': ['Queue', 'Arn'] }`, as CloudFormation reads them. */
const tags: ScalarTag[] = shortForms.map((name) => ({
  tag: `!${name}`,
  resolve: (text) => {
    if (name === 'Ref') return { Ref: text };
    return { [`Fn::${name}`]: name === 'GetAtt' ? text.split('.') : text };
  },
}));

/**
 * YAML with merge keys and those of CloudFormation's short forms that serverless.yml uses.
 * @throws Error for broken YAML and for another short form, which would else be dropped in silence
 */
export function parseTemplate(text: string): TemplateValue {
  const document = parseDocument(text, { customTags: tags, merge: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw problem;
  return document.toJS({ maxAliasCount: 1000 }) as TemplateValue;
}
