import type { Mutant } from './mutant.ts';

/** Faults in how a change is decided and made. */
export const mutantsOfChanges: readonly Mutant[] = [
  {
    name: 'three stop-task cards at once go below min-running (D3): a lease that does not hold',
    file: 'changes/lease.ts',
    from: 'if (holder !== undefined && holder.jobId !== jobId && now() < holder.until) {',
    to: 'if (holder !== undefined && holder.jobId === jobId && now() < 0) {',
    shows: /while .* was being made|after the next change was decided|over the limits/,
  },
  {
    name: 'a second pause does not end the first (D4)',
    file: 'commands/scale.ts',
    from: 'const returnsTo = { ...before, suspended: paused.suspended };',
    to: 'const returnsTo = before;',
    shows: /is suspended for good/,
  },
  {
    name: 'undo raises above the maximum (D8)',
    file: 'changes/kinds/scale.ts',
    from: '...raised(before.desiredCount, after.desiredCount, asked),',
    to: '...(change.undoes === undefined && raised(before.desiredCount, after.desiredCount, asked)),',
    shows: /^undo .*: (no second person|over the limits|over its target)/,
  },
  {
    name: 'access not asked at the press',
    file: 'changes/confirm.ts',
    from: `  const decision = await checkAccess(card.change, inspection, context, how);
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });`,
    to: `  const decision = await checkAccess(card.change, inspection, context, how);
  if (!decision.allowed) return inspection.stale ? 'stale' : inspection.current;`,
    shows: /: (no grant|no second person|over the limits|over its target)/,
  },
  {
    name: 'a card that approves itself',
    file: 'changes/confirm.ts',
    from: "if (approval !== undefined && askedBy === userId) throw new ChangeRefused({ why: 'needsSecondPerson' });",
    to: '',
    shows: /their own approval/,
  },
  {
    name: 'an intent written over another',
    file: 'changes/audit.ts',
    from: "return putNew(table, { ...key(card.id, 'intent'), ...index, value: intent });",
    to: "return putRecord(table, { ...key(card.id, 'intent'), ...index, value: intent }).then(() => true);",
    shows: /the audit's intent of .* was written over/,
  },
  {
    name: 'an outcome settled twice',
    file: 'changes/audit.ts',
    from: "      putNew(table, { ...key(cardId, 'outcome'), value: outcome, expiresAt: expiresAt(outcome.at) }),",
    to: "      putRecord(table, { ...key(cardId, 'outcome'), value: outcome, expiresAt: expiresAt(outcome.at) }).then(() => true),",
    shows: /the audit's outcome of .* was written over/,
  },
  {
    name: 'a lease taken without its version',
    file: 'changes/audit.ts',
    from: 'return putVersioned(table, { ...leaseKey(target), value, expiresAt }, version);',
    to: 'return putRecord(table, { ...leaseKey(target), value, expiresAt, ...{ version: version + 1 } }).then(() => true);',
    shows: /lease was saved as version/,
  },
  {
    name: 'the effect before its intent',
    file: 'changes/confirm.ts',
    from: `    const { intent, resumed } = begun ? { ...begun, resumed: true } : await decide(card, context);
    const outcome = begun?.outcome ?? (await makeChange(intent, resumed, context, effects));`,
    to: `    const early = { card, decision: 'make', jobId: context.jobId, decidedAt: new Date(context.now()).toISOString() } as const;
    const outcome = begun?.outcome ?? (await makeChange(begun?.intent ?? early, begun !== undefined, context, effects));
    const { intent } = begun ?? (await decide(card, context));`,
    shows: /and no decision in the audit says so/,
  },
  {
    name: "the last minute's effects forgotten",
    file: 'changes/effects.ts',
    from: 'return effects.filter(({ at }) => now - at < rememberedMs);',
    to: 'return effects.filter(({ at }) => now < at - rememberedMs);',
    shows: /say that it was|over the limits/,
  },
  {
    name: 'a cancelled card made',
    file: 'changes/confirm.ts',
    from: 'if (await store.putIntent(intent)) return { intent, resumed: false };',
    to: `await store.putIntent(intent);
  if (jobId !== '') return { intent, resumed: false };`,
    shows: /no decision in the audit says so|was stopped at .*, and no decision/,
  },
  {
    name: 'a card that never expires',
    file: 'changes/confirm.ts',
    from: 'if (now() / 1000 > card.expiresAt) {',
    to: 'if (now() / 1000 > card.expiresAt + 86_400) {',
    shows: /, with a card of /,
  },
  {
    name: 'a stale card applied',
    file: 'changes/confirm.ts',
    from: "return inspection.stale ? 'stale' : inspection.current;",
    to: 'return inspection.current;',
    shows: /say that it was|did not show/,
  },
  {
    name: 'a change that is over is told again by its own job',
    file: 'changes/confirm.ts',
    from: `    const link = await findOrBegin(card, context);
    // Again,`,
    to: `    const link = await begin(card, context);
    // Again,`,
    shows: /a later one had replaced/,
  },
  {
    name: 'a restart that is sent again without a look',
    file: 'changes/once.ts',
    from: '  if (resumed) {',
    to: "  if (resumed && change.type !== 'restart') {",
    shows: /once more, for one press/,
  },
  {
    name: 'a revision that is registered again without a look',
    file: 'changes/kinds/deploy.ts',
    from: 'await registerOnce({ ecs, ecsOnce }, registering, resumed);',
    to: 'await registerOnce({ ecs, ecsOnce }, registering, false);',
    shows: /was registered at .* once more, for one press/,
  },
  {
    name: 'a deploy for a card that showed another revision',
    file: 'changes/kinds/deploy.ts',
    from: `        current.before.deploymentId !== before.deploymentId ||
        current.before.taskDefinition !== before.taskDefinition ||`,
    to: '',
    shows: /while its card showed the deployment before/,
  },
  {
    name: 'an answer to a hook that is sent again without a look',
    file: 'changes/once.ts',
    from: '  if (resumed) {',
    to: "  if (resumed && change.type !== 'continue') {",
    shows: /and the bot had answered it before/,
  },
  {
    name: 'an answer to whichever hook waits',
    file: 'changes/kinds/continue.ts',
    from: '  async apply({ ecs, ecsOnce }, { deployment, hookId, action }) {',
    to: `  async apply({ ecs, ecsOnce }, { deployment, hookId: shown, action }) {
    const [now] = await describeServiceDeployments(ecs, [deployment]);
    const hookId = now?.hooks.find(({ state }) => state === 'AWAITING_ACTION')?.id ?? shown;`,
    shows: /for the hook .*, and no decision in the audit says so/,
  },
  {
    name: 'who began a deployment approves that it goes on',
    file: 'changes/confirm.ts',
    from: "change.type === 'continue' && change.begunBy === userId)",
    to: "change.type === 'continue' && change.begunBy === '')",
    shows: /who had begun that deployment/,
  },
  {
    name: 'a hook that waits is told to nobody',
    file: 'task-events/rises.ts',
    from: 'return withHooks(risen, untoldHooks(record, delivery.channel, story, context.now));',
    to: 'return risen;',
    shows: /waited since .*, and nothing notified of it/,
  },
  {
    name: 'an answer from before a rollback ends it',
    file: 'episodes/begun-deployments.ts',
    from: "return state === 'COMPLETED' && answered !== undefined && !isPrimary(answered) ? undefined : state;",
    to: 'return state;',
    shows: /that goes on is told as done/,
  },
  {
    name: 'a freeze is forgotten on undo',
    file: 'changes/freeze.ts',
    from: 'isEnd || (isMade && Date.parse(origin.decidedAt) < since)',
    to: 'isEnd || isMade',
    shows: /, while .* was frozen/,
  },
  {
    name: 'a freeze is not asked for at the press',
    file: 'changes/freeze.ts',
    from: '  if (covering.length === 0) return undefined;',
    to: "  if (covering.length === 0 || change.type !== 'scale') return undefined;",
    shows: /, while .* was frozen/,
  },
  {
    name: 'a second restart for a card that showed the deployment before',
    file: 'changes/kinds/restart.ts',
    from: 'current.before.deploymentId !== before.deploymentId ||',
    to: '',
    shows: /while its card showed/,
  },
  {
    name: 'a cancel not recorded',
    file: 'changes/confirm.ts',
    from: `  const withdrawn = await store.putIntent(intent);
  const before = withdrawn ? intent : await store.getIntent(cardId);`,
    to: '  const before: Intent | undefined = (await store.getIntent(cardId)) ?? intent;',
    shows: /was cancelled by .*, and nothing says so/,
  },
  {
    name: 'failed, where it may have been made',
    file: 'changes/apply.ts',
    from: 'if (again && !lastTry) throw error;',
    to: "if (again) return { result: 'failed', reason: 'no answer', at: at() };",
    shows: /no decision in the audit says so/,
  },
  {
    name: 'the unsettled change of a dead holder forgotten',
    file: 'changes/lease.ts',
    from: 'new Set([...lease.unsettled, ...(holder ? [holder.cardId] : [])])',
    to: 'new Set(lease.unsettled)',
    shows: /while .* was being made|after the next change was decided|has no outcome/,
  },
  {
    name: 'a count set relative to what it is',
    file: 'changes/kinds/scale.ts',
    from: '  async apply({ ecs, autoscaling }, { target, after, autoscaling: asked }) {',
    to: `  async apply({ ecs, autoscaling }, { target, before, after: wanted, autoscaling: asked }) {
    const [now] = await describeServices(ecs, target.cluster, [target.service]);
    const after = { desiredCount: (now?.desiredCount ?? 0) + wanted.desiredCount - before.desiredCount };`,
    shows: /no decision in the audit says so|was set to .*, and it was not/,
  },
  {
    name: 'a retry that sets again what stands',
    file: 'changes/apply.ts',
    from: `    if (stands === 'made') return { result: 'applied', at: at() };
`,
    to: '',
    shows: /once more, for a change that had taken effect/,
  },
  {
    name: 'the timer set after the effect',
    file: 'changes/apply.ts',
    from: `    await setTimer(intent, context);
    // Setting it once more could undo what somebody else does at this moment.
    if (stands === 'made') return { result: 'applied', at: at() };
    const { requestId, made } = await kind.apply(clients, change, askedBy);`,
    to: `    if (stands === 'made') return { result: 'applied', at: at() };
    const { requestId, made } = await kind.apply(clients, change, askedBy);
    await setTimer(intent, context);`,
    shows: /, after its effect|no timer was set for its end/,
  },
  {
    name: 'no timer set',
    file: 'changes/apply.ts',
    from: `    await setTimer(intent, context);
`,
    to: '',
    shows: /no timer was set for its end/,
  },
  {
    name: 'a timer that takes back what somebody else set',
    file: 'changes/revert.ts',
    from: 'if (!isCountOurs && !isHeld) return undefined;',
    to: "if (!isCountOurs && !isHeld && by === 'person') return undefined;",
    shows: /the timer of .* set .*, and its change had set/,
  },
  {
    name: 'what goes back goes one too far',
    file: 'changes/revert.ts',
    from: `      before: current,
      after: { desiredCount: back.desiredCount },
`,
    to: `      before: current,
      after: { desiredCount: back.desiredCount + (back.desiredCount > now.desiredCount ? 1 : -1) },
`,
    shows: / took back /,
  },
  {
    name: 'a timer at twice its time',
    file: 'changes/apply.ts',
    from: 'await revertTimer.schedule(card.id, Date.parse(decidedAt) + change.forMs);',
    to: 'await revertTimer.schedule(card.id, Date.parse(decidedAt) + 2 * change.forMs);',
    shows: /the timer of .* rings at/,
  },
  {
    name: 'a scale that was made recorded as unknown',
    file: 'changes/apply.ts',
    from: `    return {
      result: 'applied',
      ...(requestId`,
    to: `    return {
      result: change.type === 'scale' ? 'unknown' : 'applied',
      ...(requestId`,
    shows: /is recorded as unknown/,
  },
  {
    name: 'min-running ignored',
    file: 'access/access.ts',
    from: 'if (minRunning !== undefined && leaves !== undefined && leaves < minRunning) {',
    to: 'if (minRunning !== undefined && leaves !== undefined && leaves < minRunning - 99) {',
    shows: /over the limits/,
  },
  {
    name: 'min-running ignored by a lower count',
    file: 'changes/kinds/scale.ts',
    from: '...(isLower && { leaves: await leftAfter(ecs, change, recent) }),',
    to: '',
    shows: /over the limits/,
  },
  {
    name: 'an old press that still acts',
    file: 'changes/confirm.ts',
    from: 'if (now() - receivedAt > oldestJobMs) throw',
    to: 'if (now() - receivedAt > 60 * oldestJobMs) throw',
    shows: /, by a press of /,
  },
];
