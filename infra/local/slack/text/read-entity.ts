import { decodeEntities } from './decode-entities.ts';
import type { Inline, TextStyle } from './rich-text.ts';

/** What stands between `<` and `>` in mrkdwn: a mention, a date, a broadcast or a link. */
export function readEntity(inner: string, style: TextStyle): Inline | undefined {
  const bar = inner.indexOf('|');
  const target = bar < 0 ? inner : inner.slice(0, bar);
  const label = bar < 0 ? undefined : decodeEntities(inner.slice(bar + 1));
  const styled = Object.keys(style).length > 0 ? { style } : {};
  const [sign, rest] = [target[0], target.slice(1)];
  if (sign === '@') return { type: 'user', user_id: rest, ...styled };
  if (sign === '#') return { type: 'channel', channel_id: rest, ...styled };
  if (sign === '!') return readCommand(rest, label, styled);
  if (/^(https?:|mailto:|tel:|slack:)/i.test(target)) {
    return {
      type: 'link',
      url: decodeEntities(target),
      ...(label !== undefined && { text: label }),
      ...styled,
    };
  }
  return undefined;
}

/** `!here`, `!subteam^S1`, `!date^1795386065^{time}^https://…`. */
function readCommand(command: string, label: string | undefined, styled: object): Inline | undefined {
  const [name, value = '', format = '', url] = command.split('^');
  if (name === 'here' || name === 'channel' || name === 'everyone')
    return { type: 'broadcast', range: name, ...styled };
  if (name === 'subteam') return { type: 'usergroup', usergroup_id: value, ...styled };
  if (name !== 'date') return label === undefined ? undefined : { type: 'text', text: label, ...styled };
  return {
    ...{ type: 'date', timestamp: Number(value), format: decodeEntities(format) },
    ...(url !== undefined && { url }),
    ...(label !== undefined && { fallback: label }),
    ...styled,
  };
}
