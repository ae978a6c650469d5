import type { Model } from './store.ts';
import type { Ui } from './ui.ts';

/** Where a person was and what they had begun to write. */
export interface KeptPlace extends Partial<Pick<Ui, 'channel' | 'thread' | 'drafts' | 'sent' | 'ecsOpen'>> {
  readonly you: string;
}

/** As text, for the session. */
export function writePlace({ server, ui }: Model): string {
  const { channel, thread, drafts, sent, ecsOpen } = ui;
  const place: KeptPlace = {
    ...{ you: server.you, channel, drafts, sent, ecsOpen },
    ...(thread !== undefined && { thread }),
  };
  return JSON.stringify(place);
}

/** From the session; nothing when there is none, or an older page wrote it otherwise. */
export function readPlace(text: string | null): KeptPlace | undefined {
  try {
    const place = JSON.parse(text ?? 'null') as KeptPlace | null;
    return typeof place?.you === 'string' ? place : undefined;
  } catch {
    return undefined;
  }
}
