import type { ChangeOutcome, Intent } from '../../../src/changes/card.ts';
import type { DeploymentChange, ScaleChange, StopTaskChange } from '../../../src/changes/change.ts';
import type { Run } from '../run.ts';

/** A decision of the audit, with its outcome. */
export interface Decision {
  readonly intent: Intent;
  readonly outcome: ChangeOutcome | undefined;
  /** When DynamoDB took the intent and the outcome. Epoch milliseconds, of the world's own clock. */
  readonly begunAt: number;
  readonly endedAt: number | undefined;
  /** When it can have had its effect; a second delivery of its job may repeat that a moment after the outcome. */
  readonly from: number;
  readonly until: number;
}

export interface ScaleDecision extends Decision {
  readonly change: ScaleChange;
  /** `cluster/service` */
  readonly service: string;
}

export interface StopDecision extends Decision {
  readonly change: StopTaskChange;
}

export interface DeploymentDecision extends Decision {
  readonly change: DeploymentChange;
  /** `cluster/service` */
  readonly service: string;
}

/** A second delivery of a job is under way for at most this long after the first has ended, milliseconds. */
const againMs = 5000;

/** Everything that was decided, as the audit has it. */
export function readDecisions({ simulation, ledger, times }: Run): readonly Decision[] {
  const records = simulation.records('audit') as readonly { pk: string; sk: string; value: unknown }[];
  return records
    .filter(({ sk }) => sk === 'intent')
    .map(({ pk, value }) => {
      const intent = value as Intent;
      const outcome = records.find((each) => each.pk === pk && each.sk === 'outcome')?.value as
        | ChangeOutcome
        | undefined;
      const written = (what: string) => ledger.audit.find((each) => each.pk === pk && each.sk === what)?.at;
      const begunAt = written('intent') ?? Date.parse(intent.decidedAt);
      const endedAt = written('outcome');
      return {
        intent,
        outcome,
        begunAt,
        endedAt,
        from: begunAt,
        until: endedAt === undefined ? times.end : endedAt + againMs,
      };
    })
    .sort((one, other) => one.begunAt - other.begunAt);
}

/** Whether it is about this service, `cluster/service`. */
export function isAbout({ intent }: Decision, service: string): boolean {
  return Object.values(intent.card.change.target).join('/') === service;
}

/** Those that were to be made, of a service's count. */
export function scaleDecisions(decisions: readonly Decision[]): readonly ScaleDecision[] {
  return decisions.flatMap((decision) => {
    const { change } = decision.intent.card;
    if (decision.intent.decision !== 'make' || change.type !== 'scale') return [];
    return [{ ...decision, change, service: `${change.target.cluster}/${change.target.service}` }];
  });
}

/** Those that were to be made, of stopping a task. */
export function stopDecisions(decisions: readonly Decision[]): readonly StopDecision[] {
  return decisions.flatMap((decision) => {
    const { change } = decision.intent.card;
    if (decision.intent.decision !== 'make' || change.type !== 'stop-task') return [];
    return [{ ...decision, change }];
  });
}

/** Those that were to be made, of beginning or ending a service's deployment. */
export function deploymentDecisions(
  decisions: readonly Decision[],
  type: DeploymentChange['type'],
): readonly DeploymentDecision[] {
  return decisions.flatMap((decision) => {
    const { change } = decision.intent.card;
    if (decision.intent.decision !== 'make' || change.type !== type) return [];
    return [{ ...decision, change, service: `${change.target.cluster}/${change.target.service}` }];
  });
}

/** `03:12.250`, for a sentence about what was wrong. */
export function clockTime(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
