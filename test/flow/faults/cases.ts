/** One outgoing request of the worker. */
export interface Call {
  /** What it is, and which of its sort in this run: `dynamodb PutItem audit change#/intent 1`. */
  readonly point: string;
  /** It changes something outside: what was done and what was answered can then differ. */
  readonly writes: boolean;
  /** The SDK tries one call up to three times; Slack's client tries once. */
  readonly attempt: number;
  /** The job it belongs to, and which delivery of it, both from 0. */
  readonly step: number;
  readonly delivery: number;
}

/**
 * What becomes of one request.
 * Before it takes effect: `throttled`, `error` (5xx), `refused` (4xx), `unheard` (the connection is cut), `silent` (no answer until
 * the client gives up), `killedBefore` (the Lambda dies).
 * After: `lost` (the connection is cut in place of the answer), `killedAfter`.
 */
export type Damage =
  | 'throttled'
  | 'error'
  | 'refused'
  | 'unheard'
  | 'silent'
  | 'lost'
  | 'killedBefore'
  | 'killedAfter';

/** A person's step on the way of a change; a timer's is the end of `for 5s`. */
type Step =
  | { readonly type: 'typed'; readonly line: string; readonly by: 'asker' }
  /** A press on the button of the newest card. */
  | { readonly type: 'pressed'; readonly by: 'asker' | 'second' }
  | { readonly type: 'undo'; readonly by: 'asker' }
  | { readonly type: 'timer' };

/** One sort of change, from the line to its end; `$` in a line is the service. */
interface ChangeSort {
  readonly name: string;
  /** Its first steps that only lead up to it: nothing goes wrong there. */
  readonly lead: number;
  readonly steps: readonly Step[];
  /** The desired counts that are set, in order, when it is made. */
  readonly counts: readonly number[];
  /** Tasks that are stopped, deployments that are begun or stopped, or hooks that are answered. */
  readonly others: number;
  /** Asked in a direct message: told in the default channel. */
  readonly direct?: true;
  /** Application Auto Scaling's bounds before, and after. */
  readonly maximum?: { readonly before: number; readonly after: number };
  /**
   * How far its service is: its first deployment waits at a pause hook; another revision was deployed after the first; or the deployment of that
   * one still waits at a hook.
   */
  readonly service?: 'waits' | 'deployed' | 'deploying';
  /** Its grant wants a second person. */
  readonly together?: true;
}

const typed = (line: string): Step => ({ type: 'typed', line, by: 'asker' });
const pressed: Step = { type: 'pressed', by: 'asker' };
const scale = typed('scale $ 2');

/** Each sort of change; a service starts with one task. */
export const changeSorts: readonly ChangeSort[] = [
  { name: 'scale', lead: 0, steps: [scale, pressed], counts: [2], others: 0 },
  { name: 'scale, asked directly', lead: 0, steps: [scale, pressed], counts: [2], others: 0, direct: true },
  { name: 'stop-task', lead: 0, steps: [typed('stop-task $'), pressed], counts: [], others: 1 },
  { name: 'deploy', lead: 0, steps: [typed('deploy $ 1.0.0'), pressed], counts: [], others: 1 },
  { name: 'restart', lead: 0, steps: [typed('restart $'), pressed], counts: [], others: 1 },
  {
    name: 'continue',
    lead: 0,
    steps: [typed('continue $'), pressed],
    counts: [],
    others: 1,
    service: 'waits',
  },
  {
    name: 'rollback',
    lead: 0,
    steps: [typed('rollback $'), pressed],
    counts: [],
    others: 1,
    service: 'deployed',
  },
  {
    name: 'rollback of a deployment in progress',
    lead: 0,
    steps: [typed('rollback $'), pressed],
    counts: [],
    others: 1,
    service: 'deploying',
  },
  {
    name: 'second person',
    lead: 0,
    counts: [2],
    others: 0,
    together: true,
    steps: [scale, { type: 'pressed', by: 'second' }],
  },
  {
    name: 'for 5s',
    lead: 0,
    counts: [2, 1],
    others: 0,
    steps: [typed('scale $ 2 for 5s'), pressed, { type: 'timer' }],
  },
  {
    name: 'undo',
    lead: 2,
    counts: [2, 1],
    others: 0,
    steps: [scale, pressed, { type: 'undo', by: 'asker' }, pressed],
  },
  {
    name: '--move-bound',
    lead: 0,
    counts: [2],
    others: 0,
    maximum: { before: 1, after: 2 },
    steps: [typed('scale $ 2 --move-bound'), pressed],
  },
];

/** What goes wrong at one point of a change. */
interface Fault {
  readonly name: string;
  readonly damage: Damage;
  /**
   * `attempt`: one request, which the SDK makes again by itself. `try`: all of one delivery of the job. `always`: of all three, so that the
   * job becomes a dead letter.
   */
  readonly lasts: 'attempt' | 'try' | 'always';
  /** What becomes of it at the next delivery. */
  readonly next?: Damage;
  /** The job comes again when it is older than two minutes. */
  readonly late?: true;
  /** Between the two deliveries the timer of the change goes off. */
  readonly timerFirst?: true;
}

/** One change, and what goes wrong with it. */
export interface Case {
  readonly sort: ChangeSort;
  /** Where; absent for what happens to a job as a whole. */
  readonly point?: Pick<Call, 'step' | 'point' | 'writes'>;
  readonly fault?: Fault;
  /** Which job is delivered twice, one after the other or both at once, or comes too late. */
  readonly delivered?: { readonly step: number; readonly how: 'twice' | 'twice at once' | 'too late' };
  /** The Lambda is fresh, so that it reads its token. */
  readonly cold?: true;
}

/** `for 5s, step 1, ecs UpdateService 1: answer lost, one try`. */
export function titleOf({ sort, point, fault, delivered }: Case): string {
  return point === undefined
    ? `${sort.name}, step ${delivered?.step}: delivered ${delivered?.how}`
    : `${sort.name}, step ${point.step}, ${point.point}: ${fault?.name}`;
}

const words: Readonly<Record<Damage, string>> = {
  throttled: 'throttled',
  error: '5xx',
  refused: 'refused',
  unheard: 'cut before',
  silent: 'no answer for 5 s',
  lost: 'answer lost',
  killedBefore: 'killed before',
  killedAfter: 'killed after',
};
const spans = { attempt: ', one request', try: ', one try', always: ', three tries' } as const;

function fault(damage: Damage, lasts: Fault['lasts']): Fault {
  return { name: `${words[damage]}${spans[lasts]}`, damage, lasts };
}

/** Everything that can go wrong at a point. */
function faultsAt(
  { point, writes, step }: Pick<Call, 'point' | 'writes' | 'step'>,
  sort: ChangeSort,
): Fault[] {
  const isSlack = point.startsWith('slack');
  const damages: Damage[] = ['throttled', 'error', 'unheard', ...(writes ? (['lost'] as const) : [])];
  // Slack's client and posts to a response_url try once.
  const lasting: Fault['lasts'][] = isSlack ? ['try', 'always'] : ['attempt', 'try', 'always'];
  const faults = [
    ...damages.flatMap((damage) => lasting.map((lasts) => fault(damage, lasts))),
    fault('killedBefore', 'try'),
    fault('killedAfter', 'try'),
    fault('silent', 'try'),
  ];
  if (!writes) return faults;
  faults.push(
    fault('killedAfter', 'always'),
    { ...fault('killedBefore', 'try'), name: 'killed before, back after 2 min', late: true },
    { ...fault('killedAfter', 'try'), name: 'killed after, back after 2 min', late: true },
  );
  if (/^(ecs|application-autoscaling) /.test(point)) {
    faults.push({ ...fault('lost', 'try'), name: 'answer lost, then refused', next: 'refused' });
  }
  const sets = sort.steps.findIndex(({ type }) => type === 'timer') - 1;
  if (step === sets) {
    for (const damage of ['error', 'killedAfter'] as const) {
      faults.push({
        ...fault(damage, 'try'),
        name: `${words[damage]}, the timer before the retry`,
        timerFirst: true,
      });
    }
  }
  return faults;
}

/** The requests of a clean run of each sort of change, with a fresh Lambda and with a warm one. */
export interface Recording {
  readonly sort: ChangeSort;
  readonly cold: readonly Call[];
  readonly warm: readonly Call[];
}

/** Each point of each sort of change with everything that can go wrong there, and each job delivered in each wrong way. */
export function listCases(recordings: readonly Recording[]): Case[] {
  const known = new Set<string>();
  return recordings.flatMap(({ sort, cold, warm }) =>
    sort.steps.flatMap((step, index) => {
      if (index < sort.lead) return [];
      const calls = cold.filter((call) => call.step === index);
      // A line that asks for the same as another sort's does not know where it leads.
      const list = calls.map(({ point }) => point).join('\n');
      if (step.type === 'typed' && known.has(list)) return [];
      known.add(list);
      const atPoints = calls.flatMap((point): Case[] => {
        const isWarm = warm.some((call) => call.step === index && call.point === point.point);
        return faultsAt(point, sort).map((fault) => ({ sort, point, fault, ...(!isWarm && { cold: true }) }));
      });
      const ways = ['twice', 'twice at once', 'too late'] as const;
      return [...atPoints, ...ways.map((how): Case => ({ sort, delivered: { step: index, how } }))];
    }),
  );
}

/**
 * A part of all cases: every other point with one of the things that can go wrong there, in turn, and every other job delivered in one wrong way. The
 * bot's own table is read by the same code in every sort: there two sorts stand for all. What waits for time-outs is left out.
 */
export function chooseCases(all: readonly Case[]): Case[] {
  const places = Map.groupBy(
    all.filter(({ fault }) => fault?.damage !== 'silent'),
    ({ sort, point, delivered }) =>
      `${sort.name} ${point ? `${point.step} ${point.point}` : `job ${delivered?.step}`}`,
  );
  // Seven has no divisor in common with how many faults a point has, so that neighbours differ.
  const chosen = [...places.values()].flatMap((cases, index) =>
    index % 2 === 0 ? (cases[(index * 7) % cases.length] ?? []) : [],
  );
  const sorts = new Map<string, number>();
  return chosen.filter(({ sort, point }) => {
    if (!point?.point.startsWith('dynamodb') || point.writes) return true;
    const read = `${sort.steps[point.step]?.type} ${point.point}`;
    sorts.set(read, (sorts.get(read) ?? 0) + 1);
    return (sorts.get(read) ?? 0) <= 2;
  });
}

/** What a case does to a request. */
export function damageOf({ point, fault }: Case, call: Call): Damage | undefined {
  if (point === undefined || fault === undefined) return undefined;
  if (call.step !== point.step || call.point !== point.point) return undefined;
  const { damage, lasts, next } = fault;
  if (call.delivery > 0) return lasts === 'always' ? damage : call.delivery === 1 ? next : undefined;
  return lasts === 'attempt' && call.attempt > 1 ? undefined : damage;
}
