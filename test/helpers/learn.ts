import { readFileSync } from 'node:fs';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { commandJob, converse, type Person, pressJob } from './bot.ts';
import type { Sunk } from './slack-sink.ts';
import type { startVirtualBot } from './virtual-bot.ts';

interface Card {
  readonly task_id: string;
  readonly status: string;
}

/** The cards of a lesson's message; none where it is no lesson. */
export function cardsOf({ body }: Sunk): Readonly<Record<string, string>> {
  const [plan] = (body.blocks ?? []) as { type: string; tasks?: Card[] }[];
  return Object.fromEntries((plan?.tasks ?? []).map(({ task_id, status }) => [task_id, status]));
}

/** Learners who type and press in the lesson, and what AWS needs of them outside of Slack. */
export function learn(bot: Awaited<ReturnType<typeof startVirtualBot>>) {
  const { waitFor } = bot;
  const talk = converse(bot);
  const cloudFormation = new CloudFormationClient(bot.client);

  /** The lesson's messages of a learner: every post and edit, the newest last. */
  const shown = (userId: string) =>
    bot.sink.received.filter(
      (sunk) =>
        ['chat.postMessage', 'chat.update'].includes(sunk.method) &&
        Object.keys(cardsOf(sunk)).length > 0 &&
        JSON.stringify(sunk.body.blocks).includes(`<@${userId}>`),
    );
  const newest = (userId: string) => shown(userId).at(-1);

  return {
    talk,
    shown,
    newest,
    /** The state of the learner's steps as the newest message shows it. */
    cards: (userId: string) => {
      const sunk = newest(userId);
      return sunk === undefined ? {} : cardsOf(sunk);
    },
    /** Waits until the newest message shows a step so. */
    step: (userId: string, id: string, status: string) =>
      waitFor(
        `${id} of ${userId} to be ${status}`,
        () => {
          const sunk = newest(userId);
          return sunk && cardsOf(sunk)[id] === status && sunk;
        },
        60_000,
      ),
    /** Queues a line that is answered by the lesson's message alone. */
    says: (line: string, who: Person) => bot.queue(commandJob(line, who)),
    presses: (line: string, who: Person) => bot.queue(pressJob(line, who)),
    /** Types a change and presses its card. */
    async does(line: string, userId: string): Promise<void> {
      const card = talk.cardIn(await talk.typed(line, talk.someone(userId)));
      await talk.pressed(`confirm ${card}`, talk.someone(userId));
    },
    cloudFormation,
    /** `npm run hands-on -- up --lesson`, as far as the lesson sees it. */
    async makeNetwork(): Promise<void> {
      const file = new URL('../../infra/hands-on/stack.yml', import.meta.url);
      await cloudFormation.send(
        new CreateStackCommand({
          StackName: 'hands-on',
          TemplateBody: readFileSync(file, 'utf8'),
          Parameters: [{ ParameterKey: 'Lesson', ParameterValue: 'true' }],
          Capabilities: ['CAPABILITY_NAMED_IAM'],
          Tags: [{ Key: 'ecs-ops-bot', Value: 'hands-on' }],
        }),
      );
      await waitFor('the stack', async () => {
        const { Stacks = [] } = await cloudFormation.send(
          new DescribeStacksCommand({ StackName: 'hands-on' }),
        );
        return Stacks[0]?.StackStatus === 'CREATE_COMPLETE';
      });
    },
  };
}
