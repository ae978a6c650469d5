import * as z from 'zod';
import { matchesPattern } from '../access/targets.ts';
import { type AuditEntry, entryTarget, entryTime } from '../changes/audit.ts';
import { durationOf, pageFlag, pageSchema } from './line/arguments.ts';
import { type CommandContext, defineRead, usage } from './line/command.ts';
import { findScope } from './line/find-task.ts';
import { type Problem, Refusal } from './line/problem.ts';

/** Which changes to list. */
interface AuditQuestion {
  readonly sinceMs: number;
  readonly userId?: string;
  /** `shop/web`, `shop/*`, or the name of a service or a cluster alone. */
  readonly target?: string;
}

type Asked = { -readonly [Part in keyof AuditQuestion]?: AuditQuestion[Part] };

const longestMs = 31 * 86_400_000;
const time = durationOf({ units: ['s', 'm', 'h', 'd'], mostMs: longestMs });
const member = /^[UW][A-Z0-9]{5,20}$/;
const pattern = /^(?:[\w*-]{1,255}|[\w*-]{1,255}\/[\w*-]{1,255})$/;
/** The start of a cluster's, service's or task's ARN: what follows is the target. */
const arn = /^arn:[\w-]+:ecs:[\w-]*:\d*:(?:cluster|service|task)\//;

/**
 * Reads who, what and since when, in any order, each at most once. A name with `@` does not say who is meant: Slack's events identify people by id.
 * Returns the problem if there is one.
 */
export function readAuditWords(words: readonly string[], callerId: string): AuditQuestion | AuditWordProblem {
  const asked: Asked = {};
  for (const word of words) {
    const read = readWord(word, callerId);
    if ('problem' in read) return read;
    const [part = ''] = Object.keys(read);
    if (part in asked) return { problem: 'twice', given: word };
    Object.assign(asked, read);
  }
  return { sinceMs: 86_400_000, ...asked };
}

type AuditWordProblem =
  | { readonly problem: 'twice' | 'nameOnly'; readonly given: string }
  | {
      readonly problem: Extract<Problem, { code: 'badWord' }>['why'];
      readonly given: string;
    };

function readWord(given: string, callerId: string): Asked | AuditWordProblem {
  if (given.toLowerCase() === 'me') return { userId: callerId };
  if (given.toLowerCase() === 'today') return { sinceMs: 86_400_000 };
  if (given.startsWith('@')) return { problem: 'nameOnly', given };
  if (member.test(given)) return { userId: given };
  if (/^\d+[smhd]$/i.test(given)) {
    const parsed = time.safeParse(given);
    return parsed.success ? { sinceMs: parsed.data } : { problem: 'notASpan', given };
  }
  const target = given.replace(arn, '');
  return pattern.test(target) ? { target } : { problem: 'notATarget', given };
}

/** What was changed, by whom, and what was refused. */
export interface AuditReply {
  readonly kind: 'audit';
  readonly question: AuditQuestion;
  /** Newest first. */
  readonly rows: readonly { readonly at: Date; readonly entry: AuditEntry }[];
  readonly page: number;
  /** Whether there is a next page. */
  readonly more: boolean;
}

const pageSize = 15;
/** `/ecs audit [@user] [target] [24h]`, in any order: reads at most 5,000 records of the audit table, plus one for each entry. */
export const audit = defineRead({
  name: 'audit',
  words: [
    { name: 'first', hint: '@user', optional: true },
    { name: 'second', hint: 'cluster/service', optional: true },
    { name: 'third', hint: '24h', optional: true },
  ],
  flags: [pageFlag],
  examples: ['audit', 'audit shop/web 7d', 'audit me 24h'],
  args: z.object({
    first: z.string().optional(),
    second: z.string().optional(),
    third: z.string().optional(),
    page: pageSchema,
  }),
  async run({ first, second, third, page }, context): Promise<AuditReply> {
    const { audit: store, caller, now } = context;
    const words = [first, second, third].filter((word) => word !== undefined);
    const question = readAuditWords(words, caller.userId);
    if ('problem' in question) throw new Refusal(toProblem(question));
    const { sinceMs, userId, target } = question;
    const isExact = target?.includes('/') === true && !target.includes('*');
    const { entries, more } = await store.entries({
      since: now() - sinceMs,
      until: now(),
      skip: (page - 1) * pageSize,
      most: pageSize,
      ...(isExact && { target }),
      wanted: (entry) =>
        (userId === undefined || peopleOf(entry).includes(userId)) &&
        (target === undefined || isAbout(entry, target)),
    });
    if (target !== undefined && entries.length === 0) await requireKnown(target, context);
    const rows = entries.map((entry) => ({ at: new Date(entryTime(entry)), entry }));
    return { kind: 'audit', question, rows, page, more };
  },
});

/** "Nothing was changed" is no answer for a name that does not exist and never was in the audit. Throws Refusal with similar names. */
async function requireKnown(target: string, context: CommandContext): Promise<void> {
  if (target.includes('*')) return;
  try {
    await findScope(context, target);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (!error.problem.code.startsWith('unknown')) return;
    const { now, audit: store } = context;
    const ever = { since: now() - longestMs, until: now(), skip: 0, most: 1 };
    const wanted = (entry: AuditEntry) => isAbout(entry, target);
    const { entries } = await store.entries({ ...ever, ...(target.includes('/') && { target }), wanted });
    if (entries.length === 0) throw error;
  }
}

function peopleOf(entry: AuditEntry): readonly (string | undefined)[] {
  if (entry.kind === 'refused') return [entry.refused.userId];
  const { card, decidedBy } = entry.intent;
  return [card.askedBy, decidedBy];
}

/** A name without a slash is a cluster's or a service's. */
function isAbout(entry: AuditEntry, pattern: string): boolean {
  const name = entryTarget(entry);
  if (name === undefined) return false;
  const patterns = pattern.includes('/') ? [pattern] : [`${pattern}/*`, `*/${pattern}`];
  return patterns.some((each) => matchesPattern(each, name));
}

function toProblem({ problem, given }: AuditWordProblem): Problem {
  const help = { usage: usage(audit), example: audit.examples[1] ?? '' };
  if (problem === 'nameOnly') return { code: 'nameOnly', given };
  if (problem === 'twice') return { code: 'tooManyWords', given, ...help };
  return { code: 'badWord', why: problem, given, ...help };
}
