import { createHash } from 'node:crypto';
import type { Episode } from '../episodes/episode.ts';
import type { Severity } from '../episodes/episode-story.ts';
import { tellEpisode } from '../episodes/tell-episode.ts';
import { episodeView } from '../views/episode/episode-view.ts';
import type { Message } from '../views/message.ts';
import type { Messages } from '../views/messages/messages.ts';

/** An episode's message, a short digest of it, and what its story says of how it is to be sent. */
export interface Rendered {
  readonly message: Message;
  readonly digest: string;
  readonly headline: string;
  readonly isProblem: boolean;
  /** A change that somebody asked for has come to its end: healed, scaled. They are waiting to read it. */
  readonly isAwaited: boolean;
  readonly severity: Severity;
}

/** Renders an episode and says by the digest whether two renderings are the same. */
export function render(episode: Episode, messages: Messages): Rendered {
  const message = episodeView(episode, messages);
  const digest = createHash('sha256').update(JSON.stringify(message)).digest('base64url').slice(0, 16);
  const { headline, isProblem, reached, severity } = tellEpisode(episode);
  const isAwaited = reached && episode.cause !== undefined;
  return { message, digest, headline, isProblem, isAwaited, severity };
}
