import type { Intent, Refused } from '../../../src/changes/card.ts';
import type { AcceptedJob } from '../ledger.ts';
import type { Run } from '../run.ts';
import { clockTime } from './decisions.ts';

/** What was refused is in the audit, and what a second person approved is not refused at its end for want of one. */
export function checkRefusals(run: Run): string[] {
  return [...checkDenied(run), ...checkApprovedEnds(run)];
}

/** How the bot refuses what somebody may not do. */
const denied = /You may not|の権限がありません|Ask .* to approve|somebody else has to approve/;

/** Who reads that they may not change something stands in the audit with it, where nothing went wrong with a request of the job. */
function checkDenied({ ledger, hits, simulation }: Run): string[] {
  const audit = simulation.records('audit').filter(({ sk }) => sk === 'refused');
  const refused = new Set(audit.map(({ value }) => (value as Refused).jobId));
  return ledger.jobs
    .filter((job) => isChange(job) && !refused.has(job.id) && !hits.some(({ jobId }) => jobId === job.id))
    .flatMap(({ id, body }) =>
      ledger.slackCalls
        .filter((call) => call.jobId === id && denied.test(String(call.input.text)))
        .map(
          ({ at, input }) =>
            `${String(body.text ?? 'a press')} was refused at ${clockTime(at)}: ${String(input.text)}, and the audit does not say so`,
        ),
    );
}

/** Reads that are refused are in nobody's audit. */
function isChange({ kind, body }: AcceptedJob): boolean {
  return (
    kind === 'action' ||
    /^(scale|stop-task|drill|restart|rollback|deploy|continue|freeze|unfreeze|watch|unwatch|mute|unmute|language)\b/.test(
      String(body.text),
    )
  );
}

/** The approval of a change for a time covers its end. */
function checkApprovedEnds({ simulation }: Run): string[] {
  const audit = simulation.records('audit');
  return audit.flatMap(({ sk, value }) => {
    const { press, why, jobId, line } = value as Refused;
    if (sk !== 'refused' || press !== 'return' || why !== 'approvalNeeded') return [];
    const made = audit.find((each) => each.sk === 'intent' && `return-${String(each.pk).slice(7)}` === jobId);
    const { card } = (made?.value ?? {}) as Partial<Intent>;
    return card?.approval === undefined && card?.approvedBy === undefined
      ? []
      : [`the end of ${line} was refused for want of an approval, which it had`];
  });
}
