/**
 * Whether a target's name (`shop/web`) fits a pattern, in which `*` stands for any run of characters but `/`: `*\/web` is a service of any
 * cluster and not the repository `payroll/secret/web`. `*` alone fits everything.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  const parts = name.split('/');
  const wanted = pattern.split('/');
  return (
    wanted.length === parts.length && wanted.every((each, index) => matchesPart(each, parts[index] ?? ''))
  );
}

function matchesPart(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  const end = name.length - last.length;
  let at = first.length;
  // The earliest place for each part leaves the most room for the next, so nothing has to be tried again.
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
