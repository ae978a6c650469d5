import { parse, type ScalarTag } from 'yaml';
import type { TemplateValue } from './service-definition.ts';

const shortForms = ['Ref', 'GetAtt', 'Sub', 'Join'] as const;

/** `!Ref X` → `{ Ref: 'X' }`, `!GetAtt Queue.Arn` → `{ 'Fn::GetAtt': ['Queue', 'Arn'] }`, as CloudFormation reads them. */
const tags: ScalarTag[] = shortForms.map((name) => ({
  tag: `!${name}`,
  resolve: (text) => {
    if (name === 'Ref') return { Ref: text };
    return { [`Fn::${name}`]: name === 'GetAtt' ? text.split('.') : text };
  },
}));

/** YAML with CloudFormation's short forms and merge keys. */
export function parseTemplate(text: string): TemplateValue {
  return parse(text, { customTags: tags, merge: true, maxAliasCount: 1000 }) as TemplateValue;
}
