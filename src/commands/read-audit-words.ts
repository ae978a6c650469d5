import { durationOf } from './duration-of.ts';
import type { Problem } from './problem.ts';

/** Which changes are asked for. */
export interface AuditQuestion {
  readonly sinceMs: number;
  readonly userId?: string;
  /** `shop/web`, `shop/*`, or a service's or cluster's name alone. */
  readonly target?: string;
}

type Asked = { -readonly [Part in keyof AuditQuestion]?: AuditQuestion[Part] };

const time = durationOf({ units: ['s', 'm', 'h', 'd'], mostMs: 31 * 86_400_000 });
const member = /^[UW][A-Z0-9]{5,20}$/;
const pattern = /^(?:[\w*-]{1,255}|[\w*-]{1,255}\/[\w*-]{1,255})$/;
/** Of a cluster, a service or a task: what is behind it is the target. */
const arn = /^arn:[\w-]+:ecs:[\w-]*:\d*:(?:cluster|service|task)\//;

/**
 * Who, what and since when, in any order, each once. A name with `@` alone says not who is meant: Slack's events know
 * people by their ids. Gives what is wrong instead.
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

export type AuditWordProblem =
  | { readonly problem: 'twice' | 'nameOnly'; readonly given: string }
  | {
      readonly problem: Extract<Problem, { code: 'badWord' }>['why'];
      readonly given: string;
    };

function readWord(given: string, callerId: string): Asked | AuditWordProblem {
  if (given.toLowerCase() === 'me') return { userId: callerId };
  if (given.startsWith('@')) return { problem: 'nameOnly', given };
  if (member.test(given)) return { userId: given };
  if (/^\d+[smhd]$/i.test(given)) {
    const parsed = time.safeParse(given);
    return parsed.success ? { sinceMs: parsed.data } : { problem: 'notASpan', given };
  }
  const target = given.replace(arn, '');
  return pattern.test(target) ? { target } : { problem: 'notATarget', given };
}
