import { patternTarget } from '../access/targets.ts';
import { CannotPost, ChangeRefused } from '../changes/card.ts';
import type { Setting } from '../notifications/settings.ts';
import { settingView } from '../views/notifications.ts';
import type { LineDeps, LineRequest } from './context.ts';

/** A job older than this changes nothing, as with every other change. */
const oldestJobMs = 120_000;

/**
 * Carries a setting out: access, the sentence in the channel that it concerns, then the record. The channel hears of it
 * first, so that nothing is promised where the bot can't post. Coming twice leaves the same setting.
 * Throws ChangeRefused when nothing was set; other errors may be tried again.
 */
export async function changeSetting(
  setting: Setting,
  { caller, delivery }: LineRequest,
  { access, now, channelMessages, messagesFor, settings, logger }: LineDeps,
): Promise<void> {
  // A channel's language is about everything that it hears.
  const pattern = setting.type === 'language' ? '*' : setting.pattern;
  const decision = await access.decide({
    userId: caller.userId,
    channelId: caller.channelId,
    kind: 'setting',
    commands: [setting.type],
    target: patternTarget(pattern),
  });
  if (!decision.allowed) throw new ChangeRefused({ why: 'denied', denial: decision.denial });
  if (now() - delivery.receivedAt > oldestJobMs) throw new ChangeRefused({ why: 'tooLate' });
  const { userId, channelId: channel } = caller;
  const by = { channel, setBy: userId, setAt: delivery.receivedAt };
  const set = { ...by, pattern };
  const { mutes } = await settings.store.load();
  const muted = mutes.find((each) => each.channel === channel && each.pattern === pattern);
  const until = delivery.receivedAt + (setting.type === 'mute' ? setting.forMs : 0);
  const messages =
    setting.type === 'language' ? messagesFor(setting.language) : await channelMessages(channel);
  const message = settingView({ setting, userId, until, suppressed: muted?.suppressed ?? 0 }, messages);
  try {
    await settings.announce(`setting-${delivery.jobId}`, channel, message);
  } catch (error) {
    if (!(error instanceof CannotPost)) throw error;
    const { refusal } = error;
    throw new ChangeRefused(
      { why: 'cannotPost', channelId: channel, direct: false, refusal },
      { cause: error },
    );
  }
  switch (setting.type) {
    case 'watch':
      await settings.store.putWatch({ ...set, level: setting.level });
      break;
    case 'unwatch':
      await settings.store.deleteWatch(channel, pattern);
      break;
    case 'mute':
      await settings.store.putMute({ ...set, until });
      await settings.remind(until);
      break;
    case 'unmute':
      if (muted) await settings.store.deleteMute(muted);
      break;
    case 'language':
      await settings.store.putLanguage({ ...by, language: setting.language });
  }
  logger.info('setting', { setting, userId, channel });
}
