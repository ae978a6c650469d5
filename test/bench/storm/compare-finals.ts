import type { StormService } from './storm-event.ts';

/** A final message beside what it must say. */
export interface Final {
  readonly service: string;
  readonly text: string;
  readonly wrong: readonly string[];
}

/** Compares the channel's messages with the story that was played: one message a service, and it says all of it. */
export async function compareFinals(url: string, services: readonly StormService[]): Promise<Final[]> {
  const answer = await fetch(`${url}/client/state?user=U0OPERATOR`);
  const { messages } = (await answer.json()) as {
    messages: { text: string; blocks?: unknown; isBot?: boolean; subtype?: string }[];
  };
  return services.map(({ name, mustSay }) => {
    const own = messages.filter(
      ({ isBot, subtype, text }) => isBot && !subtype && text.includes(`shop/${name}\``),
    );
    const [message] = own;
    const said = message === undefined ? '' : JSON.stringify([message.text, message.blocks]);
    const wrong = mustSay.filter((words) => !said.includes(words)).map((words) => `does not say “${words}”`);
    if (own.length !== 1) wrong.push(`${own.length} messages`);
    return { service: name, text: message?.text ?? '', wrong };
  });
}
