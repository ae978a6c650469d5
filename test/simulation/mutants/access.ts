import type { Mutant } from './mutant.ts';

/** Faults in who may do what, and in what the audit says of it. */
export const mutantsOfAccess: readonly Mutant[] = [
  {
    name: 'the tag that protects a target ignored',
    file: 'access/access.ts',
    from: "const approval = isProtected ? 'tag' : alone ? undefined : 'grant';",
    to: "const approval = alone ? undefined : 'grant';",
    shows: /its target is protected/,
  },
  {
    name: 'the tag of a maximum ignored',
    file: 'access/access.ts',
    from: 'if (max && raisedTo !== undefined && !(raisedTo <= (max.most ?? -1)))',
    to: 'if (max && raisedTo !== undefined && raisedTo < 0)',
    shows: /over its target's tag ecs-bot:max/,
  },
  {
    name: 'anybody declines an approval',
    file: 'changes/confirm.ts',
    from: 'if (card.askedBy !== userId) await requireSecondPerson(card, context);',
    to: 'if (card.askedBy !== userId && card.approval === undefined) await requireSecondPerson(card, context);',
    shows: /, declined /,
  },
  {
    name: 'an approval that does not cover the end of its change',
    file: 'changes/revert.ts',
    from: 'const approvedBy = approverOf(intent);',
    to: 'const approvedBy = intent.decidedBy === undefined ? undefined : card.approvedBy;',
    shows: /was refused for want of an approval/,
  },
  {
    name: 'refused presses not in the audit',
    file: 'slack/audit.ts',
    from: 'if (!(error instanceof ChangeRefused) && !(isChange && refusals.has(problem.code))) return false;',
    to: 'if (!(isChange && refusals.has(problem.code))) return false;',
    shows: /was refused at .*, and the audit does not say so/,
  },
];
