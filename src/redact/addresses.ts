import { looksRandom } from './secret-values.ts';
import { matchAt, type Span } from './value-reader.ts';

/** What belongs to an address after its `://`, as far as a password in it may reach. */
const address = /[^\s"'`<>\\]{1,500}/y;
const host = /@(?:[\w.-]+|\[[\da-f:.]+\])?(?::\d{1,5})?(?=[/?#,)\]};.:]|$)/gi;

/** Servers whose one word before the @ is a password or a token; `default` is a user of Redis. */
const withoutUser = /(?:^|[^a-z])(?:rediss?|valkeys?|nats)$/i;

/** Passwords in addresses, from the first colon to the last @ before a host; a long user without a password is a token. */
export function addressSecrets(text: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at)) {
    const hasNoUser = withoutUser.test(text.slice(Math.max(0, at - 10), at));
    at += 3;
    const end = matchAt(address, text, at) ?? at;
    const rest = text.slice(at, end);
    if (!rest.includes('@')) {
      at = end;
      continue;
    }
    const span = passwordOf(rest, hasNoUser);
    if (span === undefined) continue;
    found.push({ from: at + span.from, to: at + span.to });
    at += span.to;
  }
  return found;
}

function passwordOf(rest: string, hasNoUser: boolean): Span | undefined {
  const authority = rest.search(/[/?#]/);
  const colon = rest.indexOf(':');
  const slash = authority < 0 ? rest.length : authority;
  // The last @ that a host follows; after a host with a port there is no user.
  const last = [...rest.matchAll(host)].at(-1)?.index ?? rest.lastIndexOf('@');
  if (colon >= 0 && colon < slash && colon < last) {
    if (/^\d{1,5}[/?#]/.test(rest.slice(colon + 1)) && rest.indexOf('@') > slash) return undefined;
    return last > colon + 1 ? { from: colon + 1, to: last } : undefined;
  }
  const user = rest.slice(0, rest.indexOf('@'));
  return looksRandom(user, 16) || (hasNoUser && user !== 'default')
    ? { from: 0, to: user.length }
    : undefined;
}
