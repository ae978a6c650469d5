import type { Mutant } from './mutant.ts';

/** Faults in what the bot tells, and in how it hears of things. */
export const mutantsOfMessages: readonly Mutant[] = [
  {
    name: "an episode saved over another's",
    file: 'store/table.ts',
    from: `  const isFirst = version === 0;
`,
    to: `  if (record.pk.startsWith('service#')) return putRecord(table, { ...record, version: version + 1 }).then(() => true);
  const isFirst = version === 0;
`,
    shows: /episode was saved as version/,
  },
  {
    name: 'acknowledged before the work',
    file: 'slack/jobs.ts',
    from: 'batchItemFailures: Records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })),',
    to: 'batchItemFailures: [],',
    shows: /was never answered|has no outcome/,
  },
  {
    name: 'a dropped nudge',
    file: 'task-events/handle-target.ts',
    from: `  await queueNudge(deps.queue, record.episode.target, seconds);
`,
    to: '',
    shows: /its episode closed at|did not say so by|is still open|that was not sent/,
  },
  {
    name: 'the sweep skips open episodes',
    file: 'task-events/handle-batch.ts',
    from: 'const targets = await openEpisodes(deps.table);',
    to: 'const targets = (await openEpisodes(deps.table)).slice(0, 0);',
    shows: /is still open|that was not sent|its message says/,
  },
  {
    name: 'a rise not notified',
    file: 'task-events/rises.ts',
    from: 'if (!isRise(rise?.level ?? notifiedLevel(known), severity)) return known;',
    to: "if (notifiedLevel(known) !== 'quiet' || rise !== undefined) return known;",
    shows: /and nothing notified of it/,
  },
  {
    name: 'the budget of edits leaks',
    file: 'task-events/budget.ts',
    from: 'budget: { ...budget, used: [...used, { id, at: now }], waiting: others },',
    to: 'budget: { ...budget, used: limits === editLimits ? used : [...used, { id, at: now }], waiting: others },',
    shows: /the budget of edits was spent/,
  },
  {
    name: 'secrets not masked',
    file: 'redact/redact.ts',
    from: 'masked += text.slice(at, from) + mask;',
    to: 'masked += text.slice(at, to);',
    shows: /^a secret in/,
  },
  {
    name: 'a private answer posted in the channel',
    file: 'slack/respond.ts',
    from: "toPerson: (message) => send({ response_type: 'ephemeral', replace_original: replacesOriginal }, message),",
    to: "toPerson: (message) => send({ response_type: 'in_channel', replace_original: replacesOriginal }, message),",
    shows: /was shown to a channel/,
  },
  {
    name: "one person's answer given to another",
    file: 'slack/app.ts',
    from: 'const answer = createAnswer({ web, fetch, caller, responseUrl, replacesOriginal: false, lastTry });',
    to: `const kept = ((receiver as any).kept ??= new Map<string, any>());
    const answer = kept.get(caller.channelId) ?? createAnswer({ web, fetch, caller, responseUrl, replacesOriginal: false, lastTry });
    kept.set(caller.channelId, answer);`,
    shows: /went to somebody else/,
  },
  {
    name: 'trouble that nobody asked for told nowhere',
    file: 'notifications/settings.ts',
    from: "if (!isNamed && defaultChannel !== '') named.add(defaultChannel);",
    to: "if (!isNamed && named.size > 0 && defaultChannel !== '') named.add(defaultChannel);",
    shows: /and no channel was told/,
  },
  {
    name: 'a list of notifications that only grows',
    file: 'task-events/rises.ts',
    from: '{ ...list, alone: [...alone, { id: rise.id, at }] }',
    to: '{ ...list, alone: [...list.alone, { id: rise.id, at }] }',
    shows: /that are long over/,
  },
  {
    name: 'a card that says for ever that it is worked on',
    file: 'slack/run-outcome.ts',
    from: '  return answer.removeOriginal();',
    to: '  return;',
    shows: /a card says that it is worked on/,
  },
  {
    name: 'what a timer tells tried for ever',
    file: 'slack/revert.ts',
    from: 'if (!(error instanceof CannotPost || error instanceof Unanswered)) throw error;',
    to: 'if (!(error instanceof CannotPost)) throw error;',
    shows: /still holds .*"kind":"return"/,
  },
  {
    name: 'a message posted again by a retry',
    file: 'slack/story.ts',
    from: '    if (known !== undefined) return known;',
    to: `    if (known !== undefined) {
      const { episode } = startEpisode({ target, cause: causeOf(card, now(), approvedBy), channel });
      return postInChannel(web, channel, episodeView(episode, await channelMessages(channel), answersHooks));
    }`,
    shows: /the same message was posted/,
  },
];
