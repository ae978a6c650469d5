import { ECSClient } from '@aws-sdk/client-ecs';
import { maskLines } from '../../../src/aws/logs.ts';
import type { AuditEntry } from '../../../src/changes/audit.ts';
import type { CommandContext } from '../../../src/commands/line/command.ts';
import { type DispatchContext, dispatch } from '../../../src/commands/line/dispatch.ts';
import { Refusal } from '../../../src/commands/line/problem.ts';
import { commands, type Reply } from '../../../src/commands/registry.ts';
import { services } from '../../../src/commands/services.ts';
import { decide } from '../../../src/episodes/closing.ts';
import type { EventFact } from '../../../src/episodes/facts.ts';
import { mergeRecord } from '../../../src/episodes/life-cycle.ts';
import { type EpisodeRecord, newRecord } from '../../../src/episodes/record.ts';
import { parseBody } from '../../../src/front-door/job.ts';
import { en } from '../../../src/messages/en/index.ts';
import { secretSpans } from '../../../src/redact/redact.ts';
import { readIncoming } from '../../../src/task-events/incoming.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { sampleReplies } from '../../helpers/sample-replies.ts';
import { withoutSecrets, withSecrets } from '../../helpers/secrets-corpus.ts';
import { rolloutEvents } from './rollout.ts';

/** What a part is given to work on, as JSON and ready to run. */
interface Input {
  readonly json: string;
  run(): unknown;
}

/** A part of the bot with its largest realistic input, so many times. */
export interface Part {
  readonly name: string;
  input(times: number): Input;
}

/** A clock that stands still: a mask's time limit would otherwise end what is to be measured. */
const stopped = () => 0;
const begin = Date.parse('2026-01-05T10:00:00Z');
const corpus = [...withSecrets.map(({ text }) => text), ...withoutSecrets];

/** Texts of the corpus over and over, until there are so many characters. */
function corpusOf(characters: number): string {
  let text = '';
  for (let index = 0; text.length < characters; index += 1) text += `${corpus[index % corpus.length]}\n`;
  return text.slice(0, characters);
}

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The part gave up.');
  return value;
}

const given = <Value>(value: Value, run: (value: Value) => unknown): Input => ({
  json: JSON.stringify(value),
  run: () => run(value),
});

/** maskSecrets reads 100,000 characters of a text and leaves the rest out: what bounds it is passed by. */
const maskText: Part = {
  name: 'mask a text',
  input: (times) => given(corpusOf(100_000 * times), (text) => must(secretSpans(text, stopped))),
};

/** A task definition's environment as JSON, with every name and value that the corpus has. */
const maskJson: Part = {
  name: 'mask a JSON',
  input(times) {
    const environment = Array.from({ length: 600 * times }, (_, index) => ({
      name: index % 3 === 0 ? `DB_PASSWORD_${index}` : `SETTING_${index}`,
      value: `x7Kq${index}Zp9wR2vLm8Nt4`,
      containers: [
        { image: `shop/web:${index}`, healthCheck: { command: ['CMD-SHELL', 'curl -f localhost'] } },
      ],
    }));
    return given(JSON.stringify(environment), (text) => must(secretSpans(text, stopped)));
  },
};

/** GetLogEvents answers at most 1 MB: 90 lines, the most that are asked for, each of 11 kB. A line is cut to 2,000 characters before it is read. */
const maskLog: Part = {
  name: 'mask log lines',
  input(times) {
    const lines = Array.from({ length: 90 * times }, (_, index) => ({
      at: begin + index,
      message: corpusOf(11_000 + (index % 90))
        .replaceAll('\n', ' ')
        .slice(index % 90),
    }));
    return given(lines, (all) => maskLines(all, stopped));
  },
};

/** Slack cuts what is typed at 40,000 characters. */
const typed = 40_000;

/** A press comes with the message that the button is in: at most 50 blocks of 3,000 characters. */
const requests: Part = {
  name: 'read a request',
  input(times) {
    const blocks = Array.from({ length: 50 * times }, (_, index) => ({
      type: 'section',
      block_id: `block-${index}`,
      text: { type: 'mrkdwn', text: corpusOf(3000) },
    }));
    const user = { id: 'U024BE7LR', team_id: 'T024BE7LR' };
    const payload = JSON.stringify({ type: 'block_actions', user, message: { blocks }, actions: [] });
    const bytes = Buffer.from(new URLSearchParams({ payload }).toString());
    return { json: payload, run: () => must(parseBody(bytes)) };
  },
};

const cannot = { send: async () => Promise.reject(new Error('There is no ECS.')) };
const context = {
  commands,
  ecs: cannot,
  caller: { teamId: 'T1', userId: 'U1', channelId: 'C1' },
  access: { readable: async () => ({ type: 'all' }) },
  maximumDesiredCount: 20,
  now: () => begin,
} as unknown as DispatchContext<Reply>;

/** What a line is refused for is all that there is to do: nothing answers. */
async function refused(line: string): Promise<void> {
  try {
    await dispatch(line, context);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return;
  }
  throw new Error('The line was not refused.');
}

/** Words, marks, links and quotes, too many for any command: every way to read them is tried. */
const line: Part = {
  name: 'read a line',
  input(times) {
    const words = '*shop/web* <https://example.com|web> `api` ‘x’ “y z” 5 minutes --page=2 ＋１ 〜 ';
    return given(`tasks ${words.repeat(Math.ceil((typed * times) / words.length))}`, refused);
  },
};

const lineOfOneWord: Part = {
  name: 'read a line of one word',
  input: (times) => given(`${'service'.repeat(Math.ceil((typed * times) / 7))}`, refused),
};

/** A reason is read for secrets, then cut to 200 characters. maskSecrets leaves out what is above 100,000. */
const reason: Part = {
  name: 'read a reason',
  input: (times) =>
    given(
      `services because ${'the canary said so, twice '.repeat(Math.ceil((typed * times) / 26))}`,
      refused,
    ),
};

/** A task's event with ten containers, the most that a task definition may have, each with a long reason. */
const event: Part = {
  name: 'read an event',
  input(times) {
    const [first = ''] = rolloutEvents(1, begin);
    const body = JSON.parse(first);
    const containers = Array.from({ length: 10 * times }, (_, index) => ({
      ...body.detail.containers[0],
      name: `container-${index}`,
      exitCode: index,
      reason: `CannotPullContainerError: pull image manifest has been retried 5 time(s): ${'failed to resolve ref '.repeat(8)}`,
    }));
    const stoppedReason = 'Essential container in task exited. '.repeat(28);
    const detail = {
      ...body.detail,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      containers,
      stoppedReason,
    };
    const json = JSON.stringify({ ...body, detail });
    return { json, run: () => readIncoming(json) };
  },
};

/** The facts of a rolling deployment of `tasks` tasks; each number is another deployment, with ids of its own. */
function rolloutFacts(tasks: number, number: number) {
  const bodies = rolloutEvents(tasks, begin, number);
  const facts = bodies.flatMap((body) => {
    const incoming = readIncoming(body);
    return incoming.type === 'fact' ? [incoming.fact] : [];
  });
  return { bodies, facts };
}

/** A deployment's events merged batch by batch. */
function mergeAll(facts: readonly EventFact[]): EpisodeRecord {
  let record = newRecord({ cluster: 'shop', service: 'web' });
  for (let index = 0; index < facts.length; index += 10) {
    record = mergeRecord(record, facts.slice(index, index + 10), begin + index);
    decide(record, begin + index, 60_000);
  }
  return record;
}

/**
 * A rolling deployment of 100 tasks, batch by batch; a hundred times as many are twice ECS's quota. Each run is of another one: V8 shares the shapes of
 * objects with the same ids, which no two deployments have.
 */
const merging: Part = {
  name: 'merge events',
  input(times) {
    const rollouts = Array.from({ length: 100 / times }, (_, number) => rolloutFacts(100 * times, number));
    let next = 0;
    return {
      json: `[${rollouts[0]?.bodies.join(',')}]`,
      run() {
        next += 1;
        return mergeAll(rollouts[next % rollouts.length]?.facts ?? []);
      },
    };
  },
};

/** What an episode keeps is bounded when it is merged: this is the one of deployments of 100, 1,000 and 10,000 tasks, and it hardly grows. */
const telling: Part = {
  name: 'tell an episode',
  input: (times) =>
    given(mergeAll(rolloutFacts(100 * times, 0).facts).episode, (one) => episodeView(one, en)),
};

const view = { now: begin, shared: false };

/** A cluster of 100 services, from ECS's answers as they come in; a hundred times as many are twice ECS's quota. */
const list: Part = {
  name: 'list services',
  input(times) {
    const clusterArn = 'arn:aws:ecs:us-east-1:123456789012:cluster/shop';
    const all = Array.from({ length: 100 * times }, (_, index) => {
      const serviceName = `svc-${((index * 7919) % 100_003).toString(36)}`;
      const taskDefinition = `arn:aws:ecs:us-east-1:123456789012:task-definition/${serviceName}:${index}`;
      const counts = { desiredCount: 3, runningCount: index % 5 === 0 ? 2 : 3, pendingCount: 0 };
      const deployment = { id: `ecs-svc/${index}`, status: 'PRIMARY', taskDefinition, ...counts };
      return {
        serviceArn: `arn:aws:ecs:us-east-1:123456789012:service/shop/${serviceName}`,
        serviceName,
        clusterArn,
        status: 'ACTIVE',
        launchType: 'FARGATE',
        taskDefinition,
        ...counts,
        deployments: [
          { ...deployment, rolloutState: 'COMPLETED', rolloutStateReason: 'It completed. '.repeat(5) },
        ],
        events: Array.from({ length: 3 }, (_, at) => ({
          id: `${index}-${at}`,
          message: 'It is steady. '.repeat(6),
        })),
      };
    });
    const answers = new Map<string | undefined, string>();
    for (let index = 0; index < all.length; index += 10) {
      answers.set(all[index]?.serviceName, JSON.stringify({ services: all.slice(index, index + 10) }));
    }
    const names = all.map(({ serviceArn }) => serviceArn);
    const ecs = Object.assign(new ECSClient({ region: 'us-east-1' }), {
      send: async ({
        input,
      }: {
        input: { services?: string[]; nextToken?: string; maxResults?: number };
      }) => {
        if (input.services) return JSON.parse(must(answers.get(input.services[0])));
        if (input.maxResults === undefined) return { serviceRevisions: [] };
        const from = Number(input.nextToken ?? 0);
        const next = from + input.maxResults;
        return {
          serviceArns: names.slice(from, next),
          ...(next < all.length && { nextToken: String(next) }),
        };
      },
    });
    const run = async () => {
      const result = await services.run({ cluster: 'shop' }, { ecs } as unknown as CommandContext);
      if (result.type !== 'reply') throw new Error('There is no answer.');
      return replyView(result.reply as Reply, en, view);
    };
    return { json: JSON.stringify(all), run };
  },
};

/** A page of the audit has 15 rows. */
const audit: Part = {
  name: 'render the audit',
  input(times) {
    const sample = sampleReplies.audit;
    const rows = Array.from({ length: 15 * times }, (_, index) => {
      const row = sample.rows[index % sample.rows.length];
      return { at: new Date(begin + index), entry: row?.entry as AuditEntry };
    });
    return given(rows, (all) => replyView({ ...sample, rows: all }, en, view));
  },
};

/** Fifty lines of 500 characters, the most that are shown. */
const logs: Part = {
  name: 'render log lines',
  input(times) {
    const lines = Array.from({ length: 50 * times }, (_, index) => ({
      at: begin + index,
      message: corpusOf(500 + (index % 50)).slice(index % 50),
    }));
    return given(lines, (all) => replyView({ ...sampleReplies.logs, lines: all }, en, view));
  },
};

export const parts: readonly Part[] = [
  maskText,
  maskJson,
  maskLog,
  requests,
  line,
  lineOfOneWord,
  reason,
  event,
  merging,
  telling,
  list,
  audit,
  logs,
];
