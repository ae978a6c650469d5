interface FormObject {
  [name: string]: FormValue;
}
type FormValue = string | FormObject;

/** `Tags.member.1.Key=a&Name=x` → `{ Tags: [{ Key: 'a' }], Name: 'x' }`, without the protocol's own Action and Version. */
export function parseForm(body: string): Record<string, unknown> {
  const root: FormObject = Object.create(null) as FormObject;
  for (const [path, value] of new URLSearchParams(body)) {
    if (path === 'Action' || path === 'Version') continue;
    const names = path.split('.');
    const last = names.pop() ?? '';
    let at = root;
    for (const name of names) {
      const there = at[name];
      const next = typeof there === 'object' ? there : (Object.create(null) as FormObject);
      at[name] = next;
      at = next;
    }
    at[last] = value;
  }
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, unwrap(value)]));
}

function unwrap(value: FormValue): unknown {
  if (typeof value === 'string') return value;
  const { member } = value;
  if (typeof member === 'object' && Object.keys(value).length === 1) {
    return Object.entries(member)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => unwrap(item));
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unwrap(item)]));
}
