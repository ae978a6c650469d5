import { commandJob, type Person, pressJob } from './jobs.ts';
import type { Bot } from './start-bot.ts';
import type { Sunk } from './start-slack-sink.ts';

/** Talking to the bot as people do; each request has a response_url of its own, by which its answer is known. */
export function converse(bot: Bot) {
  let requests = 0;
  /** Somebody, in #ops unless said otherwise. */
  const someone = (userId = 'U0OPERATOR', channelId = 'C0LOCAL0OPS'): Person => {
    requests += 1;
    return { userId, channelId, responseUrl: bot.sink.responseUrl(`request-${requests}`) };
  };
  return {
    someone,
    typed: (line: string, who = someone()) => bot.answerTo(commandJob(line, who)),
    pressed: (value: string, who = someone()) => bot.answerTo(pressJob(value, who)),
    text: ({ body }: Sunk) => String(body.text),
    /** The card that an answer shows. */
    cardIn: (sunk: Sunk) => /"confirm ([0-9a-f]{32})"/.exec(JSON.stringify(sunk.body))?.[1] ?? 'none',
    posts: () => bot.sink.received.filter(({ method }) => method === 'chat.postMessage'),
  };
}
