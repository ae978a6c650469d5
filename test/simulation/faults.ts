import type { EventBridgeEvent } from '../../infra/local/events/bus.ts';
import { asRecord } from '../../infra/local/json.ts';
import { type Chance, createChance } from './chance.ts';
import type { Call, Damage } from './network.ts';
import { failedAnswer, nameRequest, throttledAnswer } from './requests.ts';

/** What goes wrong with requests. `done` says whether the host did what was asked. */
export const requestFaults = [
  'throttled',
  'failed',
  'cut before',
  'cut after',
  'silent before',
  'silent after',
  'late',
  'killed before',
  'killed after',
] as const;

export type RequestFault = (typeof requestFaults)[number];

/** One fault, waiting for the next request that it is for. */
export interface ArmedFault {
  readonly fault: RequestFault;
  /** `ecs`, `dynamodb`, `sqs`, `scheduler`, `application-autoscaling`, `slack`, … */
  readonly service: string;
  /** Only requests that change something, or only those that read. */
  readonly writes: boolean;
  /** How many requests in a row it hits: the SDK makes three tries of one call. */
  readonly calls: number;
}

/** How often each fault is armed in an hour of operations, and how often events and jobs go wrong. Fixed before the first long run. */
export const rates = {
  armedAnHour: {
    throttled: 8,
    failed: 6,
    'cut before': 5,
    'cut after': 6,
    'silent before': 2,
    'silent after': 3,
    late: 4,
    'killed before': 4,
    'killed after': 6,
  } satisfies Record<RequestFault, number>,
  /** Of all events. */
  events: { lost: 0.02, twice: 0.05, late: 0.05, shuffled: 0.5 },
  /** Of all batches that a queue hands over. */
  batches: { twice: 0.03 },
} as const;

/** An armed fault that no request has met by then is dropped, milliseconds. */
const armedForMs = 90_000;

/** A thing that went wrong: an event or batch, or a request with who sent it. */
export interface FaultHit {
  readonly at: number;
  /** `event lost`, `killed after`. */
  readonly what: string;
  /** What was asked, `dynamodb`. */
  readonly service?: string;
  readonly action?: string;
  /** Which ECS service an event was about, `cluster/service`. */
  readonly about?: string | undefined;
  readonly machine?: string;
  readonly jobId?: string | undefined;
}

/** Most that an instance's clock is off, milliseconds. */
const mostSkewMs = 2000;

/** What goes wrong in one run; `hits` tells what did. Nothing goes wrong after `end`. Without `unreliable`, events and batches don't. */
export function createFaults(seed: number, now: () => number, unreliable = true) {
  const [eventChance, batchChance, skewChance] = ['events', 'batches', 'skews'].map((purpose) =>
    createChance(seed, purpose),
  ) as [Chance, Chance, Chance];
  let armed: (ArmedFault & { readonly until: number })[] = [];
  let hasEnded = false;
  let noEventsUntil = 0;
  const hits: FaultHit[] = [];
  const note = (what: string, call?: Partial<FaultHit>) => void hits.push({ at: now(), what, ...call });

  return {
    hits,
    /** Of what went wrong without a request. */
    note: (what: string) => note(what),
    arm(fault: ArmedFault): void {
      armed.push({ ...fault, until: now() + armedForMs });
    },
    /** From now on, for so many milliseconds. */
    loseEvents(ms: number): void {
      noEventsUntil = now() + ms;
    },
    end(): void {
      hasEnded = true;
      armed = [];
    },
    /** What a request meets; only those of the bot's functions meet anything. */
    damage({ caller, request }: Call): Damage | undefined {
      if (caller === undefined || armed.length === 0) return undefined;
      const called = nameRequest(request);
      armed = armed.filter(({ until }) => now() < until);
      const found = armed.find(
        ({ service, writes }) => service === called.service && writes === called.writes,
      );
      if (found === undefined) return undefined;
      const left = found.calls - 1;
      armed = armed.flatMap((each) => (each === found ? (left > 0 ? [{ ...each, calls: left }] : []) : each));
      note(found.fault, { ...called, machine: caller.machine.name, jobId: caller.jobId });
      return damageOf(found.fault, called.service);
    },
    /** How EventBridge delivers an event: after so many milliseconds each; none where it is lost. */
    deliveries(event: EventBridgeEvent): number[] {
      if (hasEnded || !unreliable) return [1];
      const { lost, twice, late, shuffled } = rates.events;
      const draw = eventChance();
      const about = serviceOf(event);
      const soon = () => (eventChance() < shuffled ? Math.floor(eventChance() * 3000) : 1);
      if (draw < lost || now() < noEventsUntil) {
        note('event lost', { about });
        return [];
      }
      if (draw < lost + twice) {
        note('event twice', { about });
        return [soon(), soon() + Math.floor(eventChance() * 60_000)];
      }
      if (draw >= lost + twice + late) return [soon()];
      note('event late', { about });
      return [Math.floor(eventChance() * 240_000)];
    },
    /** After how many milliseconds a queue hands a batch over once more; undefined for once only. */
    again(): number | undefined {
      if (hasEnded || !unreliable || batchChance() >= rates.batches.twice) return undefined;
      note('batch twice');
      return Math.floor(batchChance() * 40_000);
    },
    /** How far a new instance's clock is off, milliseconds. */
    skew: () => (hasEnded ? 0 : Math.floor((skewChance() - 0.5) * 2 * mostSkewMs)),
  };
}

export type Faults = ReturnType<typeof createFaults>;

function damageOf(fault: RequestFault, service: string): Damage {
  if (fault === 'throttled') return { type: 'answered', answer: throttledAnswer(service) };
  if (fault === 'failed') return { type: 'answered', answer: failedAnswer(service) };
  if (fault === 'late') return { type: 'late', ms: 2500 };
  const [type, when] = fault.split(' ') as ['cut' | 'silent' | 'killed', 'before' | 'after'];
  return { type, done: when === 'after' };
}

/** Which service an event of ECS is about, `cluster/service`; undefined for a standalone task's. */
function serviceOf({ resources: [arn = ''], detail }: EventBridgeEvent): string | undefined {
  const [kind = '', cluster = '', name = ''] = arn.split(':').slice(5).join(':').split('/');
  if (kind === 'service' || kind === 'service-deployment') return `${cluster}/${name}`;
  const [, own] = /^service:(.*)/.exec(String(asRecord(detail).group)) ?? [];
  return own === undefined ? undefined : `${cluster}/${own}`;
}
