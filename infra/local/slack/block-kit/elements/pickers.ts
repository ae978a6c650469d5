import { confirm } from '../objects/confirm.ts';
import { ids } from '../objects/ids.ts';
import { plainText } from '../objects/plain-text.ts';
import type { Rule } from '../rule.ts';
import { boolean } from '../rules/boolean.ts';
import { matching } from '../rules/matching.ts';
import { number } from '../rules/number.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const shared = { ...ids.action, confirm, focus_on_load: boolean };
const placeholder = plainText(150);

/** Pickers of a date and a time. */
export const pickers: Readonly<Record<string, Rule>> = {
  datepicker: object(
    { type: oneOf('datepicker') },
    {
      ...shared,
      placeholder,
      initial_date: matching(/^\d{4}-\d{2}-\d{2}$/, 'must be a date of the form YYYY-MM-DD'),
    },
  ),
  timepicker: object(
    { type: oneOf('timepicker') },
    {
      ...{ ...shared, placeholder, timezone: string() },
      initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of the form HH:mm'),
    },
  ),
  datetimepicker: object(
    { type: oneOf('datetimepicker') },
    { ...shared, initial_date_time: number(1_000_000_000, 9_999_999_999) },
  ),
};
