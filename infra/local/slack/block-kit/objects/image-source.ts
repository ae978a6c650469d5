import type { Rule } from '../rule.ts';
import { all } from '../rules/all.ts';
import { exactlyOne } from '../rules/exactly-one.ts';
import { matching } from '../rules/matching.ts';
import { object } from '../rules/object.ts';
import { string } from '../rules/string.ts';

const source = {
  image_url: all(string(3000), matching(/^https?:\/\//, 'must be a valid URL')),
  slack_file: all(object({}, { id: string(), url: string(3000) }), exactlyOne('id', 'url')),
};

/** An image (element or block): from a URL or from a file in Slack, never both. */
export function imageSource(
  required: Readonly<Record<string, Rule>>,
  optional: Readonly<Record<string, Rule>> = {},
): Rule {
  return all(object(required, { ...source, ...optional }), exactlyOne('image_url', 'slack_file'));
}
