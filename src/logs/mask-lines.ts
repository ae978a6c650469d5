import type { LogLine } from './log-line.ts';
import { maskSecrets } from './mask-secrets.ts';

/** A line longer than this is cut: a log may hold a megabyte in one. */
const mostCharacters = 500;
/** What is looked at of a line; a secret behind it is cut off anyway. */
const mostRead = 20_000;

const begin = /-----BEGIN [A-Z0-9 ]*(?:KEY|CERTIFICATE|MESSAGE)/;
const end = /-----END [A-Z0-9 ]*(?:KEY|CERTIFICATE|MESSAGE)/;
/** A line of a PEM block: nothing but base64. */
const block = /^\s*[A-Za-z0-9+/=]{16,}\s*$/;

/**
 * Lines without what looks like a secret. A PEM block may be spread over lines, and its beginning or its end may be out of sight. A
 * line is masked before it is cut: half a secret is one still, and no longer looks like it.
 */
export function maskLines(lines: readonly LogLine[]): LogLine[] {
  const hidden = blockLines(lines.map(({ message }) => message));
  return lines
    .filter((_, index) => !hidden.has(index))
    .map(({ at, message }) => {
      const masked = maskSecrets(message.slice(0, mostRead));
      return { at, message: masked.length > mostCharacters ? `${masked.slice(0, mostCharacters)}…` : masked };
    });
}

/** Which lines lie in a PEM block: those that follow a beginning, and those that lead up to an end. */
function blockLines(messages: readonly string[]): ReadonlySet<number> {
  const hidden = new Set<number>();
  const hide = (from: number, step: 1 | -1) => {
    for (let index = from; block.test(messages[index] ?? ''); index += step) hidden.add(index);
  };
  let inside = false;
  messages.forEach((message, index) => {
    if (begin.test(message)) inside = !end.test(message);
    else if (end.test(message)) {
      hide(index - 1, -1);
      inside = false;
    } else if (inside && block.test(message)) hidden.add(index);
  });
  return hidden;
}
