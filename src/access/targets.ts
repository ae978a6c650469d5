/** What a person wants to do, as the policy judges it. */
export interface AccessRequest {
  readonly userId: string;
  /** Ids of those groups in the policy that the person is in. */
  readonly groups: readonly string[];
  /** Where it is asked. */
  readonly channelId: string;
  /** `setting`: what a channel is notified of. */
  readonly kind: 'read' | 'change' | 'setting';
  /** Names of commands, any of which is enough: a drill is also a `stop-task`. */
  readonly commands: readonly string[];
  /** Absent if it concerns no service or cluster. */
  readonly target?: AccessTarget;
  /** What the change would do, for the limits; absent for reads and settings. */
  readonly effect?: AccessEffect;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A service, a standalone task, or the pattern of a setting. */
export interface AccessTarget {
  readonly cluster: string;
  /** A service's name, a task's id, or a glob. */
  readonly name: string;
  /** The service's own ECS tags, otherwise its cluster's. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface AccessEffect {
  /** The desired count afterwards, if it is raised; a lower count never exceeds a limit. */
  readonly raisedTo?: number;
  /** Healthy tasks that would be left right after it. */
  readonly leaves?: number;
  /** The family of task definitions that a deployment brings in, and the repositories of its images, where the service does not have them now. */
  readonly family?: string;
  readonly repositories?: readonly string[];
  /** Why stopping a task is not safe now. */
  readonly unsafe?: 'deployment' | 'protected';
}

/** The target of a setting, from its pattern: `shop/*`, or `*` for everything. A pattern has no tags. */
export function patternTarget(pattern: string): AccessTarget {
  const [cluster = '*', name = '*'] = pattern.split('/');
  return { cluster, name, tags: {} };
}

/** What a target's ECS tags require, whatever a grant says. */
interface TagLimits {
  /** `ecs-bot:protected`: a second person has to approve. */
  readonly isProtected: boolean;
  /** `ecs-bot:max`: no raise above `most`, and none at all if it is not known. */
  readonly max: { readonly value: string; readonly most: number | undefined } | undefined;
}

/** Reads the tags that narrow access. A value that can't be read counts as the strictest: protected, no raise. */
export function readTags(tags: Readonly<Record<string, string>>): TagLimits {
  const isProtected = tag(tags, 'ecs-bot:protected');
  const max = tag(tags, 'ecs-bot:max');
  return {
    isProtected: isProtected !== undefined && isProtected !== 'false',
    max:
      max === undefined ? undefined : { value: max, most: /^\d{1,6}$/.test(max) ? Number(max) : undefined },
  };
}

function tag(tags: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(tags, key) ? tags[key]?.trim() : undefined;
}

/** Which targets a person may see. */
export interface TargetFilter {
  /** Whether tags can let a target through, so that they have to be read. */
  readonly byTags: boolean;
  covers(target: AccessTarget): boolean;
  /**
   * What a cluster's name alone decides: `all` in it may be seen; it is `named`, so that its existence is no secret; `maybe`, if something in it may
   * be seen; or `none`.
   */
  cluster(name: string): 'all' | 'named' | 'maybe' | 'none';
}

/** The filter for what any entry of `on` names, as in a grant. */
export function targetFilter(on: readonly string[]): TargetFilter {
  const byTags = on.some((each) => each.startsWith('tag:'));
  const clusters = on.filter((each) => !each.startsWith('tag:')).map((each) => each.split('/')[0] ?? '');
  return {
    byTags,
    covers: (target) => coversTarget(on, target),
    cluster(name) {
      if (coversTarget(on, { cluster: name, name: '*', tags: {} })) return 'all';
      if (clusters.includes(name)) return 'named';
      return byTags || clusters.some((each) => matchesPattern(each, name)) ? 'maybe' : 'none';
    },
  };
}

/**
 * Whether a grant's `on` covers this target. A target that is itself a pattern is covered only by an entry that covers everything it stands for: its
 * stars match nothing but a star. A request without a target is covered by `*` alone.
 */
export function coversTarget(on: readonly string[], target: AccessTarget | undefined): boolean {
  return on.some((each) => {
    if (each === '*' || each === '*/*') return true;
    if (target === undefined) return false;
    if (!each.startsWith('tag:')) return matchesPattern(each, `${target.cluster}/${target.name}`);
    const [, key = '', value] = /^tag:([^=]+)=(.*)$/.exec(each) ?? [];
    return Object.hasOwn(target.tags, key) && target.tags[key] === value;
  });
}

/**
 * Whether a target's name (`shop/web`) matches a pattern, in which `*` stands for any run of characters except `/`: `*\/web` is a service in any
 * cluster, but not the repository `payroll/secret/web`. `*` alone matches everything.
 */
export function matchesPattern(pattern: string, name: string): boolean {
  if (pattern === '*') return true;
  const parts = name.split('/');
  const wanted = pattern.split('/');
  return (
    wanted.length === parts.length && wanted.every((each, index) => matchesPart(each, parts[index] ?? ''))
  );
}

/**
 * The same for a repository, `shop/web` or `public.ecr.aws/nginx/nginx`: `*\/web` is one of this account's, whatever registry has a `web`. Only `*` alone,
 * and a pattern that itself names a registry's host, match in another registry.
 */
export function matchesRepository(pattern: string, name: string): boolean {
  return pattern === '*' || (namesHost(pattern) === namesHost(name) && matchesPattern(pattern, name));
}

/** Whether its first part looks like a host, as for an image's name. */
function namesHost(name: string): boolean {
  const [first = '', ...rest] = name.split('/');
  return rest.length > 0 && (first === 'localhost' || /[.:]/.test(first));
}

function matchesPart(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  if (last === undefined) return pattern === name;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last))
    return false;
  const end = name.length - last.length;
  let at = first.length;
  // The earliest match for each part leaves the most room for the next, so there is no backtracking.
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
