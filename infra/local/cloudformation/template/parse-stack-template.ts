import {
  type CollectionTag,
  isAlias,
  Pair,
  parseDocument,
  Scalar,
  type ScalarTag,
  visit,
  YAMLMap,
} from 'yaml';
import { ServiceError } from '../../aws/service-error.ts';
import type { TemplateValue } from '../../lambda/service-definition.ts';

const ofText: ScalarTag[] = ['Ref', 'Condition', 'GetAtt', 'Sub', 'GetAZs'].map((name) => ({
  tag: `!${name}`,
  resolve(text) {
    if (name === 'Ref' || name === 'Condition') return { [name]: text };
    return { [`Fn::${name}`]: name === 'GetAtt' ? text.split('.') : text };
  },
}));

const ofList: CollectionTag[] = ['And', 'Equals', 'If', 'Not', 'Or', 'Select'].map((name) => ({
  tag: `!${name}`,
  collection: 'seq',
  resolve(list) {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(`Fn::${name}`), list));
    return map;
  },
}));

/**
 * A template's YAML (or JSON), its short forms written out: `!Ref X` → `{ Ref: 'X' }`.
 * @throws ServiceError ValidationError for broken YAML, for an alias (CloudFormation takes none), and for a short form not known here
 */
export function parseStackTemplate(text: string): TemplateValue {
  const document = parseDocument(text, { customTags: [...ofText, ...ofList] });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new ServiceError('ValidationError', `Template format error: ${problem.message}`);
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      const message = 'Template error: YAML aliases are not allowed in CloudFormation templates';
      throw new ServiceError('ValidationError', message);
    }
  });
  return document.toJS() as TemplateValue;
}
