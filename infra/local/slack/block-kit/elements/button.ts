import { confirm } from '../objects/confirm.ts';
import { ids } from '../objects/ids.ts';
import { plainText } from '../objects/plain-text.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

export const button = object(
  { type: oneOf('button'), text: plainText(75) },
  {
    ...ids.action,
    value: string(2000),
    url: string(3000),
    style: oneOf('primary', 'danger'),
    accessibility_label: string(75),
    confirm,
  },
);
