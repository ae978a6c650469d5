import { activeFreezes, type Freeze, type FreezeRequest, freezeRights } from '../access/freeze.ts';
import { patternTarget } from '../access/targets.ts';
import { ChangeRefused } from '../changes/card.ts';
import { postOrRefuse } from '../changes/propose.ts';
import { Refusal } from '../commands/line/problem.ts';
import { freezeSetView, unfrozenView } from '../views/freeze.ts';
import type { LineDeps, LineRequest } from './context.ts';

/** An older job changes nothing, as with every other change. */
const oldestJobMs = 120_000;
/** More would be a habit, and each change reads them all. */
const mostFreezes = 50;

/**
 * Freezes, or ends a freeze, and tells the channel. Running twice leaves the same freeze. Throws ChangeRefused when nothing was set; other errors may
 * be retried.
 */
export async function changeFreeze(
  asked: FreezeRequest,
  request: LineRequest,
  deps: LineDeps,
): Promise<void> {
  const { caller, delivery } = request;
  const { userId, channelId } = caller;
  const decision = await deps.access.decide({
    userId,
    channelId,
    kind: 'setting',
    commands: freezeRights(asked),
    target: patternTarget(asked.pattern),
  });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  if (deps.now() - delivery.receivedAt > oldestJobMs) throw new ChangeRefused({ why: 'tooLate' });
  const { freezes } = await deps.settings.store.load();
  const known = freezes.find(({ pattern }) => pattern === asked.pattern);
  if (asked.type === 'unfreeze') await unfreeze(asked.pattern, known, request, deps);
  else await setFreeze(asked, freezes, request, deps);
  deps.logger.info('freeze', { freeze: asked, userId, channel: channelId });
}

/** The record comes first: what is told as frozen must be. It is taken back where it can't be told. */
async function setFreeze(
  asked: Extract<FreezeRequest, { type: 'freeze' }>,
  freezes: readonly Freeze[],
  { caller: { userId, channelId }, delivery: { jobId, receivedAt } }: LineRequest,
  { settings, channelMessages }: LineDeps,
): Promise<void> {
  const { pattern, reason } = asked;
  const known = freezes.find((each) => each.pattern === pattern);
  if (known === undefined && freezes.length >= mostFreezes) {
    throw new Refusal({ code: 'tooManyFreezes', most: mostFreezes });
  }
  const [standing] = known ? activeFreezes([known], receivedAt) : [];
  const until = 'until' in asked ? asked.until : receivedAt + asked.forMs;
  const freeze = {
    ...{ pattern, reason, setBy: userId, channel: channelId, until },
    since: standing?.since ?? receivedAt,
    setAt: receivedAt,
  };
  await settings.store.putFreeze(freeze);
  try {
    const message = freezeSetView(freeze, await channelMessages(channelId));
    await postOrRefuse(channelId, () => settings.announce(`freeze-${jobId}`, channelId, message));
  } catch (error) {
    if (error instanceof ChangeRefused) {
      await settings.store.deleteFreeze(freeze);
      if (known !== undefined) await settings.store.putFreeze(known);
    }
    throw error;
  }
  await settings.remind(until);
}

/** The posts come first: what is told as over may still be refused for a moment. Told where it is typed, and where it was set. */
async function unfreeze(
  pattern: string,
  known: Freeze | undefined,
  { caller: { userId, channelId }, delivery: { jobId } }: LineRequest,
  { settings, channelMessages, logger }: LineDeps,
): Promise<void> {
  const view = async (channel: string) => unfrozenView(pattern, userId, await channelMessages(channel));
  const message = await view(channelId);
  await postOrRefuse(channelId, () => settings.announce(`freeze-${jobId}`, channelId, message));
  if (known === undefined) return;
  const { channel } = known;
  if (channel !== '' && channel !== channelId) {
    try {
      const there = await view(channel);
      await postOrRefuse(channel, () => settings.announce(`freeze-${jobId}-there`, channel, there));
    } catch (error) {
      if (!(error instanceof ChangeRefused)) throw error;
      logger.warn('The end of a freeze was not told where it was set', { pattern, channel, error });
    }
  }
  await settings.store.deleteFreeze(known);
}
