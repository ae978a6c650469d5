import type { KnownBlock } from '@slack/types';
import { SlackUnavailable } from './slack-unavailable.ts';

/** A response_url takes 5 posts within 30 minutes. `gone` says that they are used up, `refused` that a block is bad. */
export type ResponseUrlResult = 'sent' | 'gone' | 'refused';

export interface ResponsePayload {
  readonly response_type?: 'ephemeral' | 'in_channel';
  readonly replace_original?: boolean;
  readonly delete_original?: boolean;
  readonly text?: string;
  readonly blocks?: KnownBlock[];
}

const timeoutMs = 5000;

/**
 * Posts to a response_url, once: Bolt's `respond` has neither a time-out nor an answer to a refused block.
 * @throws SlackUnavailable when Slack did not answer, answered 5xx, or asks to wait
 */
export async function postToResponseUrl(url: string, payload: ResponsePayload): Promise<ResponseUrlResult> {
  const response = await send(url, payload);
  if (response.status === 429 || response.status >= 500) {
    const seconds = Number(response.headers.get('retry-after'));
    throw new SlackUnavailable(`response_url answered ${response.status}`, seconds || undefined);
  }
  const answer = await response.text();
  if (response.ok && !answer.includes('"ok":false')) return 'sent';
  return /invalid_blocks|invalid_attachments|msg_blocks_too_long|msg_too_long/.test(answer)
    ? 'refused'
    : 'gone';
}

async function send(url: string, payload: ResponsePayload): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(payload),
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (error) {
    throw new SlackUnavailable('response_url did not answer', undefined, { cause: error });
  }
}
