import * as z from 'zod';
import { targetName } from '../ecs/target-name.ts';
import type { AuditEntry } from '../store/audit-entry.ts';
import { matchesPattern } from '../watches/matches-pattern.ts';
import { defineCommand } from './define-command.ts';
import { pageFlag, pageSchema } from './pages.ts';
import { type AuditQuestion, readAuditWords } from './read-audit-words.ts';
import { Refusal } from './refusal.ts';
import { shareFlag } from './share-flag.ts';
import { usage } from './usage.ts';

/** What was changed, by whom, and what was refused. */
export interface AuditReply {
  readonly kind: 'audit';
  readonly question: AuditQuestion;
  /** The newest first. */
  readonly rows: readonly { readonly at: Date; readonly entry: AuditEntry }[];
  readonly page: number;
  /** Whether there is a page behind this one. */
  readonly more: boolean;
}

const pageSize = 15;
const description = {
  name: 'audit',
  kind: 'read',
  words: [
    { name: 'first', hint: '@user', optional: true },
    { name: 'second', hint: 'cluster/service', optional: true },
    { name: 'third', hint: '24h', optional: true },
  ],
  flags: [pageFlag, shareFlag],
  examples: ['audit', 'audit shop/web 7d', 'audit me 24h'],
} as const;

/** `/ecs audit [@user] [target] [24h]`, in any order: at most 5,000 records of the audit's table are looked at, and one read for each entry. */
export const audit = defineCommand({
  ...description,
  args: z.object({
    first: z.string().optional(),
    second: z.string().optional(),
    third: z.string().optional(),
    page: pageSchema,
  }),
  async run({ first, second, third, page }, { audit: store, caller, now }) {
    const words = [first, second, third].filter((word) => word !== undefined);
    const question = readAuditWords(words, caller.userId);
    if ('problem' in question) throw new Refusal(toProblem(question));
    const { sinceMs, userId, target } = question;
    const isExact = target?.includes('/') === true && !target.includes('*');
    const { entries, more } = await store.entries({
      ...{ since: now() - sinceMs, until: now(), skip: (page - 1) * pageSize, most: pageSize },
      ...(isExact && { target }),
      wanted: (entry) =>
        (userId === undefined || peopleOf(entry).includes(userId)) &&
        (target === undefined || isAbout(entry, target)),
    });
    const rows = entries.map((entry) => ({ at: timeOf(entry), entry }));
    return { type: 'reply', reply: { kind: 'audit', question, rows, page, more } };
  },
});

function timeOf(entry: AuditEntry): Date {
  return new Date(entry.kind === 'refused' ? entry.refused.at : entry.intent.decidedAt);
}

function peopleOf(entry: AuditEntry): readonly (string | undefined)[] {
  if (entry.kind === 'refused') return [entry.refused.userId];
  const { card, decidedBy } = entry.intent;
  return [card.askedBy, decidedBy];
}

/** A name without a slash is a cluster's or a service's. */
function isAbout(entry: AuditEntry, pattern: string): boolean {
  const name = entry.kind === 'refused' ? entry.refused.target : targetName(entry.intent.card.change.target);
  if (name === undefined) return false;
  const patterns = pattern.includes('/') ? [pattern] : [`${pattern}/*`, `*/${pattern}`];
  return patterns.some((each) => matchesPattern(each, name));
}

function toProblem({ problem, given }: Extract<ReturnType<typeof readAuditWords>, { problem: string }>) {
  const help = { usage: usage(description), example: description.examples[1] };
  if (problem === 'nameOnly') return { code: 'nameOnly', given } as const;
  if (problem === 'twice') return { code: 'tooManyWords', given, ...help } as const;
  return { code: 'badWord', why: problem, given, ...help } as const;
}
