/**
 * Whether a message fits a filter pattern of plain terms: all of them, `"…"` for a phrase, `-…` for one that must be
 * missing, `?…` for one of several. Patterns for JSON and for columns are not known; undefined says so.
 */
export function matchesFilter(pattern: string, message: string): boolean | undefined {
  const trimmed = pattern.trim();
  if (/^[{[%]/.test(trimmed)) return undefined;
  const terms = [...trimmed.matchAll(/([-?]?)(?:"([^"]*)"|(\S+))/g)].map(
    ([, sign = '', quoted, plain = '']) => ({
      sign,
      found: message.includes(quoted ?? plain),
    }),
  );
  const optional = terms.filter(({ sign }) => sign === '?');
  return (
    terms.every(({ sign, found }) => sign === '?' || found !== (sign === '-')) &&
    (optional.length === 0 || optional.some(({ found }) => found))
  );
}
