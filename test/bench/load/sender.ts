import { startSlackSink } from '../../helpers/slack-sink.ts';
import type { Answers, LoadMessage } from './plan.ts';
import { sendLoad } from './send.ts';

// A process of its own: Slack, which sends the requests and takes the answers.
const sink = await startSlackSink();
const accepted = new Set<number>();
const tell = (message: LoadMessage): void => void process.send?.(message);

process.on('message', async (message: LoadMessage) => {
  if (message.type === 'count') tell({ type: 'answers', answers: count() });
  if (message.type !== 'start') return;
  const { plan, url, secret } = message;
  const responseUrl = (number: number) => sink.responseUrl(String(number));
  const onAccepted = (number: number) => void accepted.add(number);
  const target = { url, secret, responseUrl, onAccepted };
  const warm = { ...plan, rate: plan.rate / 10, seconds: plan.warmSeconds };
  await sendLoad(warm, target, plan.rate * plan.seconds);
  tell({ type: 'sent', sent: await sendLoad(plan, target) });
});
tell({ type: 'listening', slackApiUrl: sink.apiUrl });

function count(): Answers {
  const answers = new Map<number, number>();
  let progress = 0;
  for (const { method, to, body } of sink.received) {
    if (method !== 'response_url') continue;
    if (String(body.text).startsWith('Still asking')) progress += 1;
    else answers.set(Number(to), (answers.get(Number(to)) ?? 0) + 1);
  }
  const times = [...accepted].map((number) => answers.get(number) ?? 0);
  return {
    once: times.filter((time) => time === 1).length,
    never: times.filter((time) => time === 0).length,
    moreOften: times.filter((time) => time > 1).length,
    progress,
    uncalled: [...answers.keys()].filter((number) => !accepted.has(number)).length,
  };
}
