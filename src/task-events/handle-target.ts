import { randomUUID } from 'node:crypto';
import { type Target, targetName } from '../aws/ecs/target.ts';
import type { Severity } from '../episodes/episode-story.ts';
import type { Fact } from '../episodes/facts.ts';
import { mergeRecord } from '../episodes/life-cycle.ts';
import { type Delivery, type EpisodeRecord, newRecord } from '../episodes/record.ts';
import type { News } from '../messages/en/news.ts';
import { changeRecord, loadEpisode, saveEpisode } from '../store/episodes.ts';
import { riseAlone, riseLine, riseView } from '../views/episode/rise.ts';
import type { ChannelWords, Deps } from './deps.ts';
import { frozenMeanwhile } from './freezes.ts';
import type { Undelivered } from './incoming.ts';
import { tellOnce } from './notices.ts';
import { applyClosing, learn, readTags, routeRecord } from './observe.ts';
import { mostSeconds, queueNudge } from './queue.ts';
import { noteRises, placeRise, withHooksTold } from './rises.ts';
import {
  type MessageId,
  planSend,
  type SendPlan,
  type Turn,
  withDelivery,
  withNotified,
  withSending,
} from './send-plan.ts';
import { noteSent, noteTrouble } from './send-result.ts';

/**
 * Sends again what was in the dead-letter queue: if its episode is the target's current one, the newest state, in its turn; otherwise the state that
 * was to be shown. Redriving it twice sends nothing twice.
 * @throws Error when Slack does not accept it now either: the queue redelivers it, and in the end moves it back to where it was
 */
export async function sendAgain(deps: Deps, undelivered: Undelivered): Promise<void> {
  const { target, number, channel, ts, message } = undelivered;
  const record = await changeRecord(deps, target, (known) =>
    known.episode.number === number &&
    known.deliveries.some((each) => each.channel === channel && isWaiting(each))
      ? withDelivery(known, { number, channel }, revived)
      : known,
  );
  if (record.episode.number === number) return handleTarget(deps, target, []);
  if (ts === undefined) {
    const pk = `notice#again ${targetName(target)} ${number} ${channel}`;
    return tellOnce(deps, { pk, at: number, channel, message, mustArrive: true });
  }
  const result = await deps.send({ channel, ts }, message);
  if (result.type !== 'sent') throw new Error(`Slack: ${result.error}`);
}

/** A post whose answers were lost may be there twice already: it is not made a third time, whoever redrives it. */
function isWaiting({ gone }: Delivery): boolean {
  return gone !== undefined && gone !== 'unanswered';
}

function revived({ gone: _, turn: __, ...delivery }: Delivery): Delivery {
  return { ...delivery, failures: 0, notBefore: 0, pending: true };
}

/** Longer than the slowest send: two calls of five seconds, and the same again after a new token. */
const leaseMs = 25_000;
/** Checks of open episodes that are further away than this are left to the sweep. */
const sweptMs = mostSeconds * 1000;
/** Rounds of merging and sending in one call; the rest is done at the next nudge. */
const mostRounds = 12;

/**
 * Merges facts into a target's episode, closes it when it is time, and sends its message: the call that gets the lease sends, and sends again if
 * something newer has arrived in the meantime. Without facts it is only a check.
 *
 * After a send the next round begins with what was just saved. Whoever saved before that, and saw the lease and left the sending to this call, made
 * that save fail, so that it was made over theirs; whoever saves later sees no lease any more, and sends.
 * @throws Error when the record could not be saved or a nudge not queued: the queue redelivers the events
 */
export async function handleTarget(deps: Deps, target: Target, facts: readonly Fact[]): Promise<void> {
  const holder = randomUUID();
  const known: Fact[] = [...facts];
  const turns = new Set<string>();
  let sent: EpisodeRecord | undefined;
  for (let round = 0; round < mostRounds; round += 1) {
    const loaded: EpisodeRecord = sent ?? (await loadEpisode(deps.table, target)) ?? newRecord(target);
    sent = undefined;
    const record = await advance(deps, loaded, known);
    const now = deps.now();
    const words = await deps.channelWords();
    const plan = await claimTurn(deps, planSend(record, now, words, deps.answersHooks), {
      turns,
      words,
      now,
    });
    if (plan.now === undefined) {
      const settled = await withNudge(deps, plan, now);
      if (settled !== loaded && !(await saveEpisode(deps.table, settled, now))) continue;
      return noteGivenUp(deps, plan);
    }
    const saved = await saveEpisode(deps.table, withLease(plan, holder, now), now);
    if (saved === undefined) continue;
    noteGivenUp(deps, plan);
    known.length = 0;
    turns.clear();
    sent = await send(deps, saved, plan.now, { holder, words });
  }
  await queueNudge(deps.queue, target, 1);
  if (known.length > 0) throw new Error(`The episode of ${targetName(target)} is too contended.`);
}

function noteGivenUp({ logger }: Deps, { givenUp }: SendPlan): void {
  for (const { episode, delivery } of givenUp) {
    const { channel } = delivery;
    logger.error('The message may be missing: two posts went unanswered', {
      target: episode.target,
      channel,
    });
  }
}

/**
 * The plan with a turn for what it sends now; a message that gets none waits, and the next one may get one. `turns` holds those that were already
 * taken when somebody else saved the record first.
 */
async function claimTurn(
  deps: Deps,
  plan: SendPlan,
  { turns, words, now }: { readonly turns: Set<string>; readonly words: ChannelWords; readonly now: number },
): Promise<SendPlan> {
  let claimed = plan;
  const replan = (record: EpisodeRecord) => {
    const next = planSend(record, now, words, deps.answersHooks);
    claimed = { ...next, givenUp: [...claimed.givenUp, ...next.givenUp] };
  };
  while (claimed.now !== undefined) {
    const { episode, delivery, urgent, rise } = claimed.now;
    const { channel, ts, sentAt } = delivery;
    const message = [targetName(episode.target), episode.number, rise].filter((part) => part !== undefined);
    const name = message.join(' ');
    if (turns.has(`${name} ${channel}`)) return claimed;
    if (rise !== undefined && (await isListed(deps, claimed.now, rise, words(channel)))) {
      replan(withNotified(claimed.record, claimed.now, rise));
      continue;
    }
    const kind = ts === undefined || rise !== undefined ? 'post' : 'edit';
    const at = await deps.turns.take({ episode: name, channel, kind, urgent, sentAt }, now);
    if (at === undefined) {
      turns.add(`${name} ${channel}`);
      return claimed;
    }
    const record = withSending(claimed.record, messageId(claimed.now), (one) => ({
      ...one,
      turn: { at, urgent },
    }));
    replan(record);
  }
  return claimed;
}

/** Whether too many notifications are sent in this channel right now: then this one goes into the message that lists them. */
async function isListed(
  deps: Deps,
  { episode, delivery }: Turn,
  rise: Severity,
  messages: News,
): Promise<boolean> {
  const name = targetName(episode.target);
  const id = [name, episode.number, rise, delivery.rise?.again, delivery.rise?.hooks?.join(' ')]
    .filter((part) => part !== undefined)
    .join(' ');
  const listed = { id, name, line: riseLine(episode, messages) };
  return (await placeRise(deps, delivery.channel, listed)) === 'listed';
}

/** Merges what arrived and what ECS had to be asked, which is added to `known` so that it is asked only once. */
async function advance(deps: Deps, loaded: EpisodeRecord, known: Fact[]): Promise<EpisodeRecord> {
  const merged = mergeRecord(loaded, known, deps.now());
  // A standalone task is reported when it ends: until then there is nothing to keep.
  if (!('service' in merged.episode.target) && merged.episode.phase === 'quiet') return loaded;
  const [learned, tags, settings] = await Promise.all([
    learn(deps, merged),
    readTags(deps, merged),
    deps.readSettings(),
  ]);
  const now = deps.now();
  learned.push(...frozenMeanwhile(merged.episode, settings, now));
  known.push(...learned);
  const { defaultChannel } = deps;
  const risen = noteRises(mergeRecord(merged, learned, now), { settings, defaultChannel, now });
  const looked = applyClosing(risen, now, deps.settleMs);
  const { record, suppressed } = routeRecord(looked, { settings, tags, defaultChannel, now });
  const message = `${targetName(record.episode.target)} ${record.episode.number}`;
  await Promise.all(suppressed.map((mute) => deps.settings.countSuppressed(mute, message)));
  return record;
}

function messageId({ episode, delivery, rise }: Turn): MessageId {
  const id = { number: episode.number, channel: delivery.channel };
  return rise === undefined ? id : { ...id, rise };
}

function withLease({ record, now: turn }: SendPlan, holder: string, now: number): EpisodeRecord {
  if (turn === undefined) return record;
  const isFirst = turn.rise === undefined && turn.delivery.ts === undefined;
  const { channel } = turn.delivery;
  const noted = isFirst ? withHooksTold(record, channel, turn.asks) : record;
  return withSending(noted, messageId(turn), (sending) => ({
    ...sending,
    tries: isFirst || turn.rise !== undefined ? sending.tries + 1 : sending.tries,
    // Should its answer be lost, this is what the channel was told.
    ...(isFirst && { notified: turn.severity }),
    lease: { holder, until: now + leaseMs },
  }));
}

/** Sends it, and returns the record that says so, as it was saved. */
async function send(
  deps: Deps,
  saved: EpisodeRecord,
  planned: Turn,
  { holder, words }: { readonly holder: string; readonly words: ChannelWords },
): Promise<EpisodeRecord> {
  const { channel } = planned.delivery;
  const { place, message } = addressed(planned, words(channel));
  const turn = { ...planned, message };
  const result = await deps.send(place, message);
  if (result.type !== 'sent') await noteTrouble(deps, turn, result);
  const hooks = turn.rise === undefined ? undefined : turn.delivery.rise?.hooks;
  const told = hooks && { hooks };
  const sent = { id: messageId(turn), version: saved.version, holder, rendered: turn, result, ...told };
  return changeRecord(
    deps,
    turn.episode.target,
    (record) => noteSent(record, { ...sent, now: deps.now() }, words, deps.answersHooks),
    saved,
  );
}

/** What is sent, and where: the message itself, or the reply that notifies of it. */
function addressed({ episode, delivery, rise, message }: Turn, messages: News) {
  const { channel, ts, gone } = delivery;
  if (rise === undefined) return { place: { channel, ...(ts !== undefined && { ts }) }, message };
  const notice = riseView(episode, messages);
  const alone = (link: string | undefined) => riseAlone(notice, link, messages);
  const to = ts === undefined || gone !== undefined ? {} : { to: ts };
  return { place: { channel, reply: { ...to, alone } }, message: notice };
}

/**
 * The record with a nudge queued for the next time there is something to do. Each nudge leads to the next, which Lambda is told to allow
 * (infra/aws/functions.yml). A check that is far away is left to the sweep, which checks every open episode.
 */
async function withNudge(deps: Deps, { record, at }: SendPlan, now: number): Promise<EpisodeRecord> {
  const isSwept = record.episode.phase === 'open' && record.lookAt - now > sweptMs;
  const lookAt = record.lookAt === 0 || isSwept ? undefined : record.lookAt;
  const times = [at, lookAt].filter((time) => time !== undefined);
  if (times.length === 0) return record;
  const due = Math.min(...times);
  if (record.nudgeAt > now && record.nudgeAt <= due + 1000) return record;
  const seconds = Math.min(Math.max(Math.ceil((due - now) / 1000), 1), mostSeconds);
  await queueNudge(deps.queue, record.episode.target, seconds);
  return { ...record, nudgeAt: now + seconds * 1000 };
}
