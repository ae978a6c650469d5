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
  },
  {
    name: 'acknowledged before the work',
    file: 'slack/jobs.ts',
    from: 'batchItemFailures: Records.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId })),',
    to: 'batchItemFailures: [],',
  },
  {
    name: 'a dropped nudge',
    file: 'task-events/handle-target.ts',
    from: `  await queueNudge(deps.queue, record.episode.target, seconds);
`,
    to: '',
  },
  {
    name: 'the sweep skips open episodes',
    file: 'task-events/handle-batch.ts',
    from: 'const targets = await openEpisodes(deps.table);',
    to: 'const targets = (await openEpisodes(deps.table)).slice(0, 0);',
  },
  {
    name: 'a rise not notified',
    file: 'task-events/rises.ts',
    from: 'if (!isRise(rise?.level ?? notifiedLevel(known), severity)) return known;',
    to: "if (notifiedLevel(known) !== 'quiet' || rise !== undefined) return known;",
  },
  {
    name: 'the budget of edits leaks',
    file: 'task-events/budget.ts',
    from: 'budget: { ...budget, used: [...used, { id, at: now }], waiting: others },',
    to: 'budget: { ...budget, used: limits === editLimits ? used : [...used, { id, at: now }], waiting: others },',
  },
  {
    name: 'secrets not masked',
    file: 'redact/redact.ts',
    from: 'masked += text.slice(at, from) + mask;',
    to: 'masked += text.slice(at, to);',
  },
  {
    name: 'a private answer posted in the channel',
    file: 'slack/respond.ts',
    from: "toPerson: (message) => send({ response_type: 'ephemeral', replace_original: replacesOriginal }, message),",
    to: "toPerson: (message) => send({ response_type: 'in_channel', replace_original: replacesOriginal }, message),",
  },
  {
    name: "one person's answer given to another",
    file: 'slack/app.ts',
    from: 'const answer = createAnswer({ web, caller, responseUrl, replacesOriginal: false, lastTry });',
    to: `const kept = ((receiver as any).kept ??= new Map<string, any>());
    const answer = kept.get(caller.channelId) ?? createAnswer({ web, caller, responseUrl, replacesOriginal: false, lastTry });
    kept.set(caller.channelId, answer);`,
  },
  {
    name: 'trouble that nobody asked for told nowhere',
    file: 'notifications/settings.ts',
    from: "if (!isNamed && defaultChannel !== '') named.add(defaultChannel);",
    to: "if (!isNamed && named.size > 0 && defaultChannel !== '') named.add(defaultChannel);",
  },
  {
    name: 'a list of notifications that only grows',
    file: 'task-events/rises.ts',
    from: '{ ...list, alone: [...alone, { id: rise.id, at }] }',
    to: '{ ...list, alone: [...list.alone, { id: rise.id, at }] }',
  },
  {
    name: 'a card that says for ever that it is worked on',
    file: 'slack/run-outcome.ts',
    from: '  return answer.removeOriginal();',
    to: '  return;',
  },
  {
    name: 'what a timer tells tried for ever',
    file: 'slack/revert.ts',
    from: 'if (!(error instanceof CannotPost || error instanceof Unanswered)) throw error;',
    to: 'if (!(error instanceof CannotPost)) throw error;',
  },
  {
    name: 'a message posted again by a retry',
    file: 'slack/story.ts',
    from: `    if (known !== undefined) return known;

    const start = { target, cause: causeOf(card, now(), approvedBy), channel };
    const { episode } = startEpisode({ ...start, ...(previous && { previous }) });
    const message = episodeView(episode, await channelMessages(channel));
    const ts = await postAtMostTwice({ table, now }, card.id, () => postInChannel(web, channel, message));`,
    to: `    const start = { target, cause: causeOf(card, now(), approvedBy), channel };
    const { episode } = startEpisode({ ...start, ...(previous && { previous }) });
    const message = episodeView(episode, await channelMessages(channel));
    const key = \`\${card.id}\${known ?? ''}\`;
    const ts = await postAtMostTwice({ table, now }, key, () => postInChannel(web, channel, message));`,
  },
];
