import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Hours, parseHours } from './hours.ts';

/** A rule in `infra/access.yml`: who may do what on which targets, within which limits. */
export interface Grant {
  /** The name that `whoami` and refusals use. */
  readonly name: string;
  /** Slack user ids (U…, W…), user groups (S…), channels where it is asked (C…, G…), or `everyone` in the workspace. */
  readonly who: readonly string[];
  /** `read`, `change` (which includes `read`, and settings), names of commands, or `break-glass`: changes during a freeze. */
  readonly may: readonly string[];
  /** Globs of `cluster/service`, or `tag:key=value` of the service's ECS tags. */
  readonly on: readonly string[];
  readonly maxDesired?: number;
  /** Never fewer healthy tasks than this; with it, no task is stopped during a deployment or against its protection. */
  readonly minRunning?: number;
  /** Globs of task definition families that may be deployed besides the service's own. */
  readonly families?: readonly string[];
  /** Globs of repositories whose images may be deployed besides those that the service has; see `repositoryKey`. */
  readonly repositories?: readonly string[];
  readonly hours?: Hours;
  readonly approval?: 'second-person';
}

/** The access policy: what no grant allows is refused. The order of the grants does not matter. */
interface Policy {
  /** Who may read: every member of the workspace, or only people named in a grant. */
  readonly reads: 'members' | 'granted';
  readonly grants: readonly Grant[];
}

/**
 * The access file as it was found. One that is missing or wrong allows no change, and says why in one sentence. `absent`: there is none, so reads
 * stay open to members; with a wrong one, nobody knows whether it would have closed them.
 */
export type PolicyReading =
  | { readonly type: 'policy'; readonly policy: Policy }
  | { readonly type: 'unusable'; readonly problem: string; readonly absent: boolean };

/** What Slack says about the person who asks. */
export interface Person {
  /** Only a `member` may do anything. `guest`, `bot` and `deactivated` are self-explanatory; a `stranger` is from another workspace. */
  readonly standing: 'member' | 'guest' | 'bot' | 'deactivated' | 'stranger';
  /** e.g. `en-US` */
  readonly locale: string;
  /** IANA name, `Europe/Berlin`, as set in their Slack; absent where Slack gives none. */
  readonly timeZone?: string;
}

/**
 * People and user groups as Slack knows them, cached for minutes. While Slack limits how often it may be asked, an answer up to fifteen minutes old
 * still counts, but not with `onlyFresh`. Otherwise rejects when Slack can't be asked: then nobody is let in.
 */
export interface Directory {
  person(userId: string, onlyFresh?: boolean): Promise<Person>;
  /** Which of these user groups the person is in. A group that Slack does not know has no members. */
  groupsOf(userId: string, groupIds: readonly string[], onlyFresh?: boolean): Promise<string[]>;
  /** The time of the oldest such answer that was used here, epoch milliseconds; undefined while all were fresh. */
  lastKnownAt?(): number | undefined;
}

/**
 * The policy beside the bundle, `access.json`: `{ policy }` with what the access file said when the bot was built, or `{ problem }` with why it could
 * not be read. Checked again here, against the commands that this bot has.
 */
export function loadPolicy(path: string, commands: readonly string[]): PolicyReading {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return unusable(absent ? 'there is no access file.' : 'the access file can’t be opened.', absent);
  }
  try {
    const file = JSON.parse(text) as { readonly policy?: unknown; readonly problem?: unknown } | null;
    if (typeof file?.problem === 'string') return unusable(file.problem);
    return readPolicy(file?.policy, commands);
  } catch {
    return unusable('the access file was damaged after the bot was built; deploy again.');
  }
}

type WrittenGrant = z.infer<ReturnType<typeof policySchema>>['grants'][number];

/**
 * The policy in the access file, or the first thing that is wrong with it, in one sentence. `commands` are the names of commands that a grant may
 * use.
 */
export function readPolicy(value: unknown, commands: readonly string[]): PolicyReading {
  const parsed = policySchema(commands).safeParse(value);
  const [issue] = parsed.error?.issues ?? [];
  if (!parsed.success) return unusable(issue ? policyProblem(issue, value) : 'the file does not fit.');
  const grants = parsed.data.grants.map(toGrant);
  const twice = grants.findIndex(({ name }, at) => grants.some((each, i) => i < at && each.name === name));
  if (twice !== -1) {
    const name = JSON.stringify(grants[twice]?.name);
    return unusable(`grants[${twice}].name: another grant is named ${name}; write a name of its own.`);
  }
  return { type: 'policy', policy: { reads: parsed.data.reads ?? 'members', grants } };
}

function unusable(problem: string, absent = false): PolicyReading {
  return { type: 'unusable', problem, absent };
}

function toGrant(written: WrittenGrant, index: number): Grant {
  const { 'max-desired': maxDesired, 'min-running': minRunning, approval } = written;
  const hours = written.hours === undefined ? undefined : parseHours(written.hours);
  return {
    name: written.name ?? `grant ${index + 1}`,
    who: list(written.who),
    may: list(written.may),
    on: list(written.on),
    ...(maxDesired !== undefined && { maxDesired }),
    ...(minRunning !== undefined && { minRunning }),
    ...(written.families !== undefined && { families: list(written.families) }),
    ...(written.repositories !== undefined && { repositories: list(written.repositories) }),
    ...(hours && { hours }),
    ...(approval && { approval }),
  };
}

function list(oneOrMore: string | readonly string[]): readonly string[] {
  return typeof oneOrMore === 'string' ? [oneOrMore] : oneOrMore;
}

/** What belongs at a place in the access file; each message says what to write there instead. */
const hints = {
  name: 'write a short text',
  who: 'write Slack ids of users (U… or W…), user groups (S…) or channels (C… or G…), or everyone',
  on: 'write cluster/service with * where anything may stand (shop/web, shop/*), * for all, or tag:key=value of an ECS tag that does not begin with ecs-bot:',
  count: 'write a whole number from 0 to 100000',
  families: 'write families of task definitions, with * where anything may stand, or * for all',
  repositories:
    'write repositories of this account’s ECR (shop/web, shop/*), others with their registry (public.ecr.aws/nginx/nginx), or * for all',
  hours: 'write days, times and a time zone, as in Mon-Fri 09:00-18:00 Europe/Berlin',
  approval: 'write second-person, or leave it out',
  grant: 'write a grant with who, may and on',
  grants: 'write a list of grants, [] for none',
  reads: 'write members or granted',
  policy: 'write reads and grants, as docs/access.md shows',
};

const who = z.string(hints.who).regex(/^(?:[UWSCG][A-Z0-9]{2,20}|everyone)$/, hints.who);
const on = z
  .string(hints.on)
  .regex(/^(?:\*|[\w*-]{1,255}\/[\w*-]{1,255}|tag:(?!ecs-bot:)[^=]{1,128}=.{0,256})$/, hints.on);
const count = z.int(hints.count).min(0, hints.count).max(100_000, hints.count);

const family = z.string(hints.families).regex(/^[\w*-]{1,255}$/, hints.families);
const repository = z.string(hints.repositories).regex(/^[\w.:*/-]{1,300}$/, hints.repositories);

/** The access file as it is written, `infra/access.yml`. `commands` are the names that `may` accepts besides `read` and `change`. */
export function policySchema(commands: readonly string[]) {
  const mayHint = `write read, change, break-glass, or commands: ${commands.join(', ')}`;
  const may = z.enum(['read', 'change', 'break-glass', ...commands], mayHint);
  const grant = z.strictObject(
    {
      name: z
        .string(hints.name)
        .regex(/^\S.{0,79}$/, hints.name)
        .optional()
        .describe('What whoami and refusals call it; else grant 1, grant 2, …'),
      who: oneOrMore(who, hints.who).describe(
        'Slack user ids, user groups, channels in which it is asked, or everyone in the workspace.',
      ),
      may: oneOrMore(may, mayHint).describe(
        'read; change, which is all of it but freeze and break-glass; or names of commands.',
      ),
      on: oneOrMore(on, hints.on).describe('Globs of cluster/service, or tag:key=value of ECS tags.'),
      'max-desired': count.optional().describe('No raise of a desired count above this.'),
      'min-running': count
        .optional()
        .describe('Never fewer healthy tasks than this; no stop during a deployment or against protection.'),
      families: oneOrMore(family, hints.families)
        .optional()
        .describe(
          'Families that may be deployed besides the service’s own; each brings its task role along.',
        ),
      repositories: oneOrMore(repository, hints.repositories)
        .optional()
        .describe('Repositories whose images may be deployed besides those that the service has now.'),
      hours: z
        .string(hints.hours)
        .refine((text) => parseHours(text) !== undefined, hints.hours)
        .optional()
        .describe('When it holds: Mon-Fri 09:00-18:00 Europe/Berlin'),
      approval: z
        .literal('second-person', hints.approval)
        .optional()
        .describe('Somebody else with the right has to approve.'),
    },
    hints.grant,
  );
  return z.strictObject(
    {
      reads: z
        .enum(['members', 'granted'], hints.reads)
        .optional()
        .describe('Who may look: every member of the workspace, or only whom a grant names.'),
      grants: z.array(grant, hints.grants),
    },
    hints.policy,
  );
}

function oneOrMore<Item extends z.ZodType>(item: Item, hint: string) {
  return z.union([item, z.array(item, hint).min(1, hint)], hint);
}

type Issue = z.core.$ZodIssue;

/** One sentence: the place in the access file, what it says there, and what to write instead. */
function policyProblem(issue: Issue, value: unknown): string {
  const place = placeOf(issue.path);
  const given = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)?.[key], value);
  if (issue.code === 'unrecognized_keys') {
    return `${place}: it has no ${issue.keys.map((key) => `"${key}"`).join(' and no ')}; ${keysOf(issue.path)}.`;
  }
  if (issue.code === 'invalid_union') {
    // One value or a list: for a list, the item that does not fit is named.
    const inner = Array.isArray(given) ? issue.errors[1]?.[0] : undefined;
    if (inner) return policyProblem({ ...inner, path: [...issue.path, ...inner.path] }, value);
  }
  return `${place}: ${given === undefined ? 'it is missing' : `${show(given)} does not fit`}; ${issue.message}.`;
}

function keysOf(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? 'write reads and grants'
    : 'write name, who, may, on, max-desired, min-running, families, repositories, hours or approval';
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
