import type { Call } from './call.ts';
import type { ChangeSort } from './change-sort.ts';
import type { Damage } from './damage.ts';
import type { Fault } from './fault.ts';

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
export function faultsAt(
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
