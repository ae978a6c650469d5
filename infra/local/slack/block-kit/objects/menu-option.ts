import { option } from './option.ts';
import { plainText } from './plain-text.ts';

/** An option of a select menu. */
export const menuOption = option(plainText(75));
