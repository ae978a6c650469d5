import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { plainText } from './plain-text.ts';
import { text } from './text.ts';

/** A confirmation dialog. */
export const confirm = object(
  { text: text(300) },
  { title: plainText(100), confirm: plainText(30), deny: plainText(30), style: oneOf('primary', 'danger') },
);
