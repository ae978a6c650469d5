import * as z from 'zod';
import { activeFreezes, type Freeze, freezeRights, longestFreezeMs } from '../access/freeze.ts';
import { patternTarget } from '../access/targets.ts';
import { durationOf } from './line/arguments.ts';
import { defineCommand, defineRead, mayPress, requireChannel, usage } from './line/command.ts';
import { findPattern, patternHint } from './line/find-pattern.ts';
import { readMoment } from './line/moment.ts';
import { Refusal } from './line/problem.ts';
import { withoutMarks } from './line/readings.ts';

/** Without a time: a freeze that nobody ends is forgotten by then. */
const usualMs = 86_400_000;

const duration = durationOf({ units: ['m', 'h', 'd'], mostMs: longestFreezeMs });

/**
 * `/ecs freeze <target> [for 2d | until Mon 09:00] because <reason>`: nothing that it covers is changed through the bot for a while, two weeks at
 * most. `until` is on the clock of whoever types it.
 */
export const freeze = defineCommand('setting', {
  name: 'freeze',
  reason: 'required',
  words: [
    { name: 'target', hint: patternHint },
    { name: 'for', hint: 'for 2d|until Mon 09:00', optional: true },
    { name: 'first', hint: '', optional: true },
    { name: 'second', hint: '', optional: true },
  ],
  examples: [
    'freeze shop/* for 2d because we are moving the database',
    'freeze shop/web until Mon 09:00 because of the sale',
  ],
  args: z.object({
    target: z.string(),
    for: z.string().optional(),
    first: z.string().optional(),
    second: z.string().optional(),
    because: z.string(),
  }),
  async run({ target, for: how, first, second, because: reason }, { caller, now, ...context }) {
    requireChannel(caller);
    const time = [first, second].filter((word) => word !== undefined).join(' ');
    const end = readEnd(how, time, { now: now(), timeZone: caller.timeZone ?? 'UTC' });
    if (end === undefined) {
      const given = [how, time].filter(Boolean).join(' ');
      throw new Refusal({
        code: 'badWord',
        why: 'notAFreezeTime',
        given,
        usage: usage(freeze),
        example: freeze.examples[0],
      });
    }
    const pattern = await findPattern({ caller, now, ...context }, target);
    return { type: 'freeze', freeze: { type: 'freeze', pattern, reason, ...end } };
  },
});

/** When a freeze ends, from its words; undefined where they name no time within two weeks. */
function readEnd(
  how: string | undefined,
  time: string,
  { now, timeZone }: { readonly now: number; readonly timeZone: string },
): { readonly forMs: number } | { readonly until: number } | undefined {
  switch (how?.toLowerCase()) {
    case undefined:
      return { forMs: usualMs };
    case 'for': {
      const parsed = duration.safeParse(time);
      return parsed.success ? { forMs: parsed.data } : undefined;
    }
    case 'until': {
      const until = readMoment(time, now, timeZone);
      return until !== undefined && until > now && until - now <= longestFreezeMs ? { until } : undefined;
    }
    default:
      return undefined;
  }
}

/** `/ecs unfreeze <target>`: ends a freeze, wherever it was set and whether or not what it names still exists. */
export const unfreeze = defineCommand('setting', {
  name: 'unfreeze',
  words: [{ name: 'target', hint: patternHint }],
  examples: ['unfreeze shop/*', 'unfreeze shop/web'],
  args: z.object({ target: z.string() }),
  async run({ target }, { caller, readSettings, now }) {
    requireChannel(caller);
    const patterns = activeFreezes((await readSettings()).freezes, now()).map(({ pattern }) => pattern);
    const wanted = [target, `${target}/*`, withoutMarks(target)];
    // `*` alone is everything, not whatever is frozen in one cluster.
    const byName = target === '*' ? [] : patterns.filter((pattern) => pattern.endsWith(`/${target}`));
    const pattern =
      patterns.find((each) => wanted.includes(each)) ?? (byName.length === 1 ? byName[0] : undefined);
    if (pattern === undefined) {
      throw new Refusal({ code: 'notFrozen', given: target, patterns: patterns.slice(0, 3) });
    }
    return { type: 'freeze', freeze: { type: 'unfreeze', pattern } };
  },
});

/** What is frozen now, the longest first. */
export interface FreezesReply {
  readonly kind: 'freezes';
  readonly freezes: readonly Freeze[];
  /** The patterns that the caller may unfreeze here. */
  readonly mayEnd: readonly string[];
  /** How many more there are than are shown. */
  readonly hidden: number;
}

/** What a phone shows without much scrolling. */
const mostRows = 20;

/** `/ecs freezes`: what is frozen, until when, by whom and why. */
export const freezes = defineRead({
  name: 'freezes',
  examples: ['freezes'],
  args: z.object({}),
  async run(_, context): Promise<FreezesReply> {
    const all = activeFreezes((await context.readSettings()).freezes, context.now());
    const shown = all.slice(0, mostRows);
    const rights = freezeRights({ type: 'unfreeze' });
    const may = await Promise.all(
      shown.map(({ pattern }) => mayPress(context, 'setting', rights, patternTarget(pattern))),
    );
    return {
      kind: 'freezes',
      freezes: shown,
      mayEnd: shown.filter((_freeze, index) => may[index]).map(({ pattern }) => pattern),
      hidden: all.length - shown.length,
    };
  },
});
