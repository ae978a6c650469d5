import type * as z from 'zod';

type Issue = z.core.$ZodIssue;

/** One sentence: the place in the access file, what stands there, and what to write instead. */
export function policyProblem(issue: Issue, value: unknown): string {
  const place = placeOf(issue.path);
  const given = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
  if (issue.code === 'unrecognized_keys') {
    return `${place}: it has no ${issue.keys.map((key) => `"${key}"`).join(' and no ')}; ${keysOf(issue.path)}.`;
  }
  if (issue.code === 'invalid_union') {
    // One value or a list of them: of a list the item that does not fit is named.
    const inner = Array.isArray(given) ? issue.errors[1]?.[0] : undefined;
    if (inner) return policyProblem({ ...inner, path: [...issue.path, ...inner.path] }, value);
  }
  return `${place}: ${given === undefined ? 'it is missing' : `${show(given)} does not fit`}; ${issue.message}.`;
}

function keysOf(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? 'write reads and grants'
    : 'write name, who, may, on, max-desired, min-running, hours or approval';
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
  return place === '' ? 'the file' : place;
}

function show(given: unknown): string {
  const text = JSON.stringify(given) ?? String(given);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
