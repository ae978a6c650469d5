import { asRecord, readJson } from '../../infra/local/json.ts';
import type { Call, SimulatedAnswer } from './network.ts';

/** A record of the audit that DynamoDB took. Times here are epoch milliseconds, and the world's own: no instance's clock has a part in them. */
export interface AuditWrite {
  readonly at: number;
  /** `change#<card id>`, `refused#<job id>`. */
  readonly pk: string;
  readonly sk: string;
}

/** A timer that EventBridge Scheduler took. */
export interface TimerSet {
  readonly at: number;
  /** Ends in the id of the change that it reverts. */
  readonly name: string;
  /** When it rings. */
  readonly due: number;
}

/** Auto scaling's bounds or suspension, set by the bot. */
export interface BoundsSet {
  readonly at: number;
  /** `cluster/service`. */
  readonly service: string;
  /** Whether auto scaling may do nothing any more. */
  readonly isSuspended: boolean;
  readonly jobId: string | undefined;
}

/** A message's place that the bot wrote down after it had posted it. */
export interface PostNoted {
  readonly at: number;
  readonly ts: string;
}

/** A record with a version that DynamoDB took. */
export interface VersionWrite {
  readonly at: number;
  /** Its `pk` and `sk`. */
  readonly name: string;
  readonly version: number;
}

/** What the bot has written down, and what it set besides ECS. */
export interface Writes {
  readonly audit: readonly AuditWrite[];
  readonly timers: readonly TimerSet[];
  readonly bounds: readonly BoundsSet[];
  readonly posts: readonly PostNoted[];
  readonly versions: readonly VersionWrite[];
}

type Watch = (call: Call) => ((answer: SimulatedAnswer) => void) | undefined;

/** Keeps what the bot writes to DynamoDB, EventBridge Scheduler and Application Auto Scaling; `watchers` by the service and action. */
export function createWrites(
  now: () => number,
): Writes & { readonly watchers: Readonly<Record<string, Watch>> } {
  const audit: AuditWrite[] = [];
  const timers: TimerSet[] = [];
  const bounds: BoundsSet[] = [];
  const posts: PostNoted[] = [];
  const versions: VersionWrite[] = [];
  const whenTaken = (note: () => void) => (answer: SimulatedAnswer) => {
    if (answer.status === 200) note();
  };
  return {
    audit,
    timers,
    bounds,
    posts,
    versions,
    watchers: {
      'dynamodb PutItem'({ request: { body } }) {
        const { TableName, Item } = asRecord(readJson(body));
        const item = asRecord(Item);
        const [pk, sk] = [textOf(item.pk), textOf(item.sk)];
        if (String(TableName).endsWith('-audit'))
          return whenTaken(() => void audit.push({ at: now(), pk, sk }));
        const ts = textOf(item.ts);
        const version = Number(asRecord(item.version).N);
        return whenTaken(() => {
          if (sk === 'post' && ts !== '') posts.push({ at: now(), ts });
          if (!Number.isNaN(version)) versions.push({ at: now(), name: `${pk} ${sk}`, version });
        });
      },
      'scheduler CreateSchedule'({ request: { url, body } }) {
        const name = url.pathname.split('/').at(-1) ?? '';
        const [, time = ''] = /^at\((.*)\)$/.exec(String(asRecord(readJson(body)).ScheduleExpression)) ?? [];
        return whenTaken(() => void timers.push({ at: now(), name, due: Date.parse(`${time}Z`) }));
      },
      'application-autoscaling RegisterScalableTarget'({ request: { body }, caller }) {
        const { ResourceId, SuspendedState } = asRecord(readJson(body));
        const service = String(ResourceId).slice('service/'.length);
        const suspended = Object.values(asRecord(SuspendedState));
        const isSuspended = suspended.length > 0 && suspended.every((each) => each === true);
        return whenTaken(() => void bounds.push({ at: now(), service, isSuspended, jobId: caller?.jobId }));
      },
    },
  };
}

/** A text attribute of DynamoDB's JSON; empty if it is none. */
function textOf(attribute: unknown): string {
  const { S } = asRecord(attribute);
  return typeof S === 'string' ? S : '';
}
