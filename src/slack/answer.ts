import type { WebClient } from '@slack/web-api';
import type { Caller } from '../commands/caller.ts';
import type { Message } from '../views/message.ts';
import { plainMessage } from './plain-message.ts';
import { postToResponseUrl, type ResponsePayload } from './post-to-response-url.ts';
import { tellPerson } from './tell-person.ts';

/** How one request is answered. Nothing here reaches a wider audience than it was meant for. */
export interface Answer {
  /** To the caller alone; in place of the message whose button was pressed, if only the caller saw that one. */
  toPerson(message: Message): Promise<void>;
  /** To the channel where it was asked. */
  toChannel(message: Message): Promise<void>;
  /** Takes away the message whose button was pressed. */
  removeOriginal(): Promise<void>;
}

export interface AnswerOptions {
  readonly web: WebClient;
  readonly caller: Caller;
  readonly responseUrl: string;
  /** The press was on a message that only the caller sees. */
  readonly replacesOriginal: boolean;
}

/** Answers through the request's response_url while it lasts, then by an ephemeral message, else a direct one. */
export function createAnswer({ web, caller, responseUrl, replacesOriginal }: AnswerOptions): Answer {
  const send = async (payload: ResponsePayload, message: Message) => {
    const result = await postToResponseUrl(responseUrl, { ...payload, ...message });
    if (result !== 'refused') return result;
    const plain = await postToResponseUrl(responseUrl, { ...payload, ...plainMessage(message) });
    return plain === 'refused' ? postToResponseUrl(responseUrl, { ...payload, text: message.text }) : plain;
  };
  return {
    async toPerson(message) {
      const payload = { response_type: 'ephemeral', replace_original: replacesOriginal } as const;
      if ((await send(payload, message)) === 'gone') await tellPerson(web, caller, message);
    },
    async toChannel(message) {
      const payload = { response_type: 'in_channel', replace_original: false } as const;
      if ((await send(payload, message)) === 'gone') await tellPerson(web, caller, message);
    },
    async removeOriginal() {
      if (replacesOriginal) await postToResponseUrl(responseUrl, { delete_original: true });
    },
  };
}
