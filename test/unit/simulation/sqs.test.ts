import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSqs } from '../../../infra/local/aws/sqs.ts';
import type { Backend } from '../../../infra/local/aws/wire.ts';
import { ManualClock } from '../../helpers/clocks.ts';
import { createSimulatedSqs } from '../../simulation/doubles/sqs.ts';
import { ask, type Json } from './requests.ts';
import { type Step, stepsOf } from './sqs-steps.ts';

const place = { accountId: '123456789012', region: 'eu-west-1', origin: 'http://127.0.0.1:4566' };
let fauxqs: Awaited<ReturnType<typeof createSqs>>;
beforeAll(async () => {
  fauxqs = await createSqs(place);
});
afterAll(() => fauxqs.close());

const kinds = ['standard', 'plain.fifo', 'content.fifo', 'dead', 'dead.fifo'];

/** As infra/aws/queues.yml has them, and one more; wall time plays no part. */
function createInputs(run: number): Json[] {
  const arn = (kind: string) => `arn:aws:sqs:${place.region}:${place.accountId}:q${run}-${kind}`;
  const redrive = (kind: string) => JSON.stringify({ deadLetterTargetArn: arn(kind), maxReceiveCount: 2 });
  const VisibilityTimeout = '43200';
  const FifoQueue = 'true';
  const attributes: Record<string, Json> = {
    dead: { MessageRetentionPeriod: '1209600' },
    'dead.fifo': { FifoQueue, MessageRetentionPeriod: '1209600', VisibilityTimeout },
    standard: { VisibilityTimeout, RedrivePolicy: redrive('dead'), SqsManagedSseEnabled: 'true' },
    fifo: { VisibilityTimeout, RedrivePolicy: redrive('dead.fifo') },
    'content.fifo': {
      VisibilityTimeout,
      FifoQueue,
      ContentBasedDeduplication: 'true',
      RedrivePolicy: redrive('dead.fifo'),
    },
  };
  return Object.entries(attributes).map(([kind, Attributes]) => ({
    QueueName: `q${run}-${kind === 'fifo' ? 'plain.fifo' : kind}`,
    Attributes: kind === 'fifo' ? { ...Attributes, FifoQueue } : Attributes,
  }));
}

/** One of the two, with what it called the messages and handles that the other calls otherwise. */
class Side {
  readonly backend: Backend;
  readonly #ids: string[] = [];
  readonly #handles = new Map<string, string[]>();

  constructor(backend: Backend) {
    this.backend = backend;
  }

  async do({ action, kind, input }: Step, run: number) {
    const name = `q${run}-${kind}`;
    const isByName = action === 'CreateQueue' || action === 'GetQueueUrl';
    const of = isByName ? { QueueName: name } : { QueueUrl: `${place.origin}/${place.accountId}/${name}` };
    const handles = this.#handles.get(kind) ?? [];
    this.#handles.set(kind, handles);
    const given = mapJson(input, (key, value) =>
      key === 'ReceiptHandle' ? handleOf(handles, value) : value,
    );
    const answer = await ask(this.backend, action, { ...of, ...(given as Json) });
    return { ...answer, body: this.#normal(answer.body, handles) };
  }

  #normal(json: unknown, handles: string[]): unknown {
    const place = (list: string[], of: unknown) => {
      if (!list.includes(String(of))) list.push(String(of));
      return list.indexOf(String(of));
    };
    return mapJson(json, (key, value) => {
      if (key === 'MessageId') return place(this.#ids, value);
      if (key === 'ReceiptHandle') return place(handles, value);
      // The local SQS packs some bodies before fauxqs makes its digest of them.
      if (key === 'MessageDeduplicationId' && String(value).length === 64) return 'a digest';
      return /Timestamp$/.test(key) ? 'a time' : value;
    });
  }
}

function handleOf(handles: readonly string[], name: unknown): unknown {
  const back = Number(name);
  if (name === '' || Number.isNaN(back)) return name;
  return handles.at(-1 - (back % (handles.length + 1))) ?? '00000000-0000-4000-8000-ffffffffffff';
}

function mapJson(json: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(json)) return json.map((each) => mapJson(each, change));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, mapJson(change(key, value), change)]),
  );
}

let runs = 0;

test.each([
  ['standard', 'dead'],
  ['plain.fifo', 'dead.fifo'],
  ['content.fifo', 'dead.fifo'],
])('the double of a %s queue answers as the local SQS does, whatever is asked', async (queue, dead) => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(stepsOf(queue, dead), { minLength: 20, maxLength: 60 }), async (steps) => {
      runs += 1;
      const run = runs;
      const sides = [fauxqs, createSimulatedSqs({ ...place, clock: new ManualClock() })].map(
        (backend) => new Side(backend),
      );
      for (const input of createInputs(run)) {
        for (const { backend } of sides)
          expect((await ask(backend, 'CreateQueue', input)).body).toHaveProperty('QueueUrl');
      }
      for (const each of [
        ...steps,
        ...kinds.map((of) => ({
          action: 'GetQueueAttributes',
          kind: of,
          input: { AttributeNames: ['All'] },
        })),
      ]) {
        const [expected, actual] = [await sides[0]!.do(each, run), await sides[1]!.do(each, run)];
        expect(actual, JSON.stringify(each)).toEqual(expected);
        const type = String((expected.body as Json).__type ?? Object.keys(expected.body as Json)).replace(
          /.*#/,
          '',
        );
        seen.set(`${each.action} ${type}`, (seen.get(`${each.action} ${type}`) ?? 0) + 1);
      }
    }),
    { numRuns: 40 },
  );
  for (const outcome of [
    'SendMessage MessageId',
    'ReceiveMessage Messages',
    'ReceiveMessage ',
    'ChangeMessageVisibility ',
  ]) {
    const times = [...seen]
      .filter(([each]) => each.startsWith(outcome))
      .reduce((sum, [, count]) => sum + count, 0);
    expect(times, outcome).toBeGreaterThan(10);
  }
});
