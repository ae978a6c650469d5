import type { Span } from './value-reader.ts';

const begin = /-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z0-9 ]{0,20}-{4,5}/g;
const end = /-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z0-9 ]{0,20}-{4,5}/g;
/** What separates the lines of a key, as text and as an escape. */
const gap = String.raw`(?:\s|\\{1,31}[nr]|["'+,>|])`;
/** The lines that follow a beginning whose end is out of sight. */
const body = new RegExp(
  String.raw`(?:${gap}*(?:[\w-]{1,40}: [^\n\\]{1,80}|[A-Za-z0-9+/=]{16,}|[A-Za-z0-9+/=]+$))+`,
  'y',
);
const blockLine = /^[A-Za-z0-9+/=]{16,}$/;

/** Private keys in PEM, their beginning or their end out of sight too. */
export function privateKeys(text: string): Span[] {
  const found: Span[] = [];
  const ends = [...text.matchAll(end)].map(({ index, 0: mark }) => ({
    from: index,
    to: index + mark.length,
  }));
  let done = 0;
  let next = 0;
  function alone(close: Span | undefined): void {
    if (close === undefined || close.from < done) return;
    found.push(beforeEnd(text, done, close));
    done = close.to;
  }
  for (const { index, 0: mark } of text.matchAll(begin)) {
    if (index < done) continue;
    const start = index + mark.length;
    for (; (ends[next]?.from ?? start) < start; next++) alone(ends[next]);
    body.lastIndex = start;
    const close = ends[next++];
    const to = close?.to ?? (body.test(text) ? body.lastIndex : start);
    found.push({ from: index, to });
    done = to;
  }
  for (const close of ends.slice(next)) alone(close);
  return found;
}

/** An end whose beginning was cut off: back over the lines of nothing but base64. */
function beforeEnd(text: string, least: number, close: Span): Span {
  const pieces = text.slice(Math.max(least, close.from - 8000), close.from).split(/(\s+|(?:\\{1,31}[nr])+)/);
  let from = close.from;
  let last = true;
  for (const piece of pieces.reverse()) {
    if (piece !== '' && !/^(?:\s+|(?:\\{1,31}[nr])+)$/.test(piece)) {
      if (!blockLine.test(piece) && !(last && /^[A-Za-z0-9+/=]+$/.test(piece))) break;
      last = false;
    }
    from -= piece.length;
  }
  return { from, to: close.to };
}
