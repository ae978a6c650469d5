import { escapeEntities } from './escape-text.ts';

/** A link with a text. What would end it early is percent-encoded; Slack shows an address that is none as it is. */
export function link(url: string, text: string): string {
  const safe = /^https?:\/\//.test(url) ? escapeEntities(url).replaceAll('|', '%7C') : '';
  return safe === '' ? text : `<${safe}|${text}>`;
}
