import { list } from '../rules/list.ts';
import { object } from '../rules/object.ts';
import { menuOption } from './menu-option.ts';
import { plainText } from './plain-text.ts';

/** Options of a select menu under a label. */
export const optionGroup = object({ label: plainText(75), options: list(menuOption, 100) });
