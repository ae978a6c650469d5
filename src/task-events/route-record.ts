import { targetName } from '../ecs/target-name.ts';
import type { EpisodeRecord } from '../episodes/episode-record.ts';
import { newDelivery } from '../episodes/new-delivery.ts';
import { tellEpisode } from '../episodes/tell-episode.ts';
import { activeMute } from '../watches/active-mute.ts';
import type { Mute } from '../watches/mute.ts';
import type { OwnTags } from '../watches/own-tags.ts';
import { route } from '../watches/route.ts';
import type { Settings } from '../watches/settings.ts';

/** Channels that hear of one episode at most: its record must stay small. */
const mostChannels = 10;

export interface RoutingContext {
  readonly settings: Settings;
  /** Undefined when they are not known now: then they count as none, and are not kept. */
  readonly tags: OwnTags | undefined;
  readonly defaultChannel: string;
  readonly now: number;
}

/** The record with a delivery for each channel that is to hear of its episode, and the mutes that kept one out. */
export interface Routed {
  readonly record: EpisodeRecord;
  readonly heldBack: readonly Mute[];
}

/**
 * Gives each channel that is to hear of the open episode by now its delivery. A channel that heard of it once hears its
 * end; a mute only keeps first posts out, and what still lasts when it ends is told then.
 */
export function routeRecord(record: EpisodeRecord, context: RoutingContext): Routed {
  const { episode } = record;
  if (episode.phase !== 'open') return { record, heldBack: [] };
  const { settings, tags, defaultChannel, now } = context;
  const name = targetName(episode.target);
  const { isProblem, reached } = tellEpisode(episode);
  const isOver = reached || record.steadySince !== undefined;
  const none = { channels: [] };
  const hearing = route({ name, isProblem, tags: tags ?? none, watches: settings.watches, defaultChannel });

  const known = new Set(record.deliveries.map(({ channel }) => channel));
  const wanted = hearing.filter((channel) => !known.has(channel)).slice(0, mostChannels - known.size);
  const muted = new Map(
    wanted.flatMap((channel) => {
      const mute = activeMute(settings.mutes, { channel, name, now });
      return mute ? [[channel, mute] as const] : [];
    }),
  );
  const added = wanted.filter(
    (channel) => !muted.has(channel) && !(isOver && record.muted?.[channel] !== undefined),
  );
  const heldBack = [...muted.values()].filter(({ channel, until }) => record.muted?.[channel] !== until);
  const learned = tags !== undefined && record.tags === undefined;
  if (added.length === 0 && heldBack.length === 0 && !learned) return { record, heldBack };
  return {
    record: {
      ...record,
      ...(tags && { tags }),
      deliveries: [...record.deliveries, ...added.map((channel) => newDelivery(channel))],
      ...(heldBack.length > 0 && {
        muted: Object.fromEntries(
          [
            ...Object.entries(record.muted ?? {}),
            ...heldBack.map(({ channel, until }) => [channel, until] as const),
          ].slice(-2 * mostChannels),
        ),
      }),
    },
    heldBack,
  };
}
