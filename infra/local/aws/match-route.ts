import type { RestRoute } from './rest-service.ts';

/** What a request's method and URL say: which route, and the members that stand in path and query. */
export interface RouteMatch {
  readonly route: RestRoute;
  readonly members: Readonly<Record<string, string>>;
}

/** Finds the route of a request; undefined when there is none, or the path is not well-formed. */
export function matchRoute(
  routes: readonly RestRoute[],
  { method, url }: { readonly method: string; readonly url: string },
): RouteMatch | undefined {
  const [path = '', query = ''] = url.split('?');
  const asked = new URLSearchParams(query);
  for (const route of routes) {
    const labels = route.method === method ? matchPath(route.path, path) : undefined;
    if (labels === undefined) continue;
    const named = Object.entries(route.query ?? {}).flatMap(([name, member]) => {
      const value = asked.get(name);
      return value === null ? [] : [[member, value] as const];
    });
    return { route, members: { ...labels, ...Object.fromEntries(named) } };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const segments = path.split('/');
  if (wanted.length !== segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, each] of wanted.entries()) {
    const segment = segments[index] ?? '';
    const label = /^\{(\w+)\}$/.exec(each)?.[1];
    if (label === undefined && each !== segment) return undefined;
    if (label === undefined) continue;
    if (segment === '') return undefined;
    try {
      labels[label] = decodeURIComponent(segment);
    } catch {
      return undefined;
    }
  }
  return labels;
}
