import { createHash } from 'node:crypto';
import type { Message } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import {
  nameOf,
  readSqsRequest,
  refusal,
  refuseRequest,
  splitEntries,
  sqsContentType,
  withFailed,
} from '../../../infra/local/aws/sqs-requests.ts';
import { type Backend, type Place, ServiceError } from '../../../infra/local/aws/wire.ts';
import type { Clock } from '../../../infra/local/clock.ts';
import { asRecord, readJson } from '../../../infra/local/json.ts';
import { toRecord } from '../../../infra/local/lambda/triggers.ts';
import { type QueueAttributes, readAttributes, refuseDifferent, shownAttributes } from './sqs/attributes.ts';
import { bodyProblem, eachEntry, type Input, md5, md5OfAttributes, toMessage } from './sqs/messages.ts';
import { Queue, type Stored } from './sqs/queue.ts';

/** SQS for the simulation: no timer, no chance, no I/O; the same requests at the same times give the same answers and the same state. */
export interface SimulatedSqs extends Backend {
  /** Receives at most so many (1 to 10) messages as an event source mapping does; they are in flight until the mapping deletes them. */
  receive(queueUrl: string, most: number): SQSRecord[];
  /**
   * When a receive next finds something, or moves it to the dead letters: epoch milliseconds, now if that is at once. Undefined while nothing is
   * there. A deletion may make it sooner, and so may a send.
   */
  nextDue(queueUrl: string): number | undefined;
  /** What a queue holds. */
  messages(queueUrl: string): Readonly<Record<'visible' | 'inFlight' | 'delayed', readonly Stored[]>>;
}

interface Options extends Place {
  readonly clock: Pick<Clock, 'now'>;
}

interface SimulatedQueue {
  readonly name: string;
  readonly arn: string;
  readonly isFifo: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly attributes: QueueAttributes;
  readonly queue: Queue;
}

/** The operations that the bot and the local world use, as the local SQS answers them. A long poll is answered at once. */
export function createSimulatedSqs(place: Options): SimulatedSqs {
  const { clock, accountId, region } = place;
  const queues = new Map<string, SimulatedQueue>();
  let [sent, received] = [0, 0];
  const idOf = (kind: number, number: number) =>
    `0000000${kind}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;

  function find(input: Input): SimulatedQueue {
    const found = queues.get(nameOf(input));
    if (found === undefined) {
      throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.');
    }
    return found;
  }
  const urlOf = (name: string) => `${place.origin}/${accountId}/${name}`;
  const queueArns = () => [...queues.values()].map(({ arn }) => arn);

  function send({ queue, attributes, isFifo }: SimulatedQueue, input: Input): Input {
    const problem = bodyProblem(input, Number(attributes.MaximumMessageSize));
    if (problem !== undefined) throw problem;
    const now = clock.now();
    const body = String(input.MessageBody);
    const given = asRecord(input.MessageAttributes);
    const digest = md5OfAttributes(given);
    const deduplicationId = isFifo ? deduplicationIdOf(input, attributes) : undefined;
    const known = deduplicationId === undefined ? undefined : queue.duplicateOf(deduplicationId, now);
    if (known === undefined) sent += 1;
    const message: Stored = known ?? {
      id: idOf(0, sent),
      body,
      md5: md5(body),
      attributes: given,
      sentAt: now,
      keptFrom: now,
      receiveCount: 0,
      ...(deduplicationId !== undefined && {
        group: String(input.MessageGroupId),
        deduplicationId,
        sequenceNumber: queue.nextSequenceNumber(),
      }),
    };
    const delay = isFifo ? attributes.DelaySeconds : (input.DelaySeconds ?? attributes.DelaySeconds);
    if (known === undefined) queue.send(message, Number(delay));
    return {
      MessageId: message.id,
      MD5OfMessageBody: md5(body),
      ...(digest !== undefined && { MD5OfMessageAttributes: digest }),
      ...(isFifo && { SequenceNumber: message.sequenceNumber }),
    };
  }

  function receive({ queue, attributes }: SimulatedQueue, most: number, seconds?: unknown) {
    const { maxReceiveCount, deadLetterTargetArn } = asRecord(readJson(attributes.RedrivePolicy ?? ''));
    const dead = [...queues.values()].find(({ arn }) => arn === deadLetterTargetArn);
    const now = clock.now();
    return queue.receive({
      most,
      visibilitySeconds: Number(seconds ?? attributes.VisibilityTimeout),
      now,
      newHandle() {
        received += 1;
        return idOf(1, received);
      },
      ...(dead && {
        redrive: { after: Number(maxReceiveCount), take: (message) => dead.queue.takeDead(message, now) },
      }),
    });
  }

  function hide({ queue }: SimulatedQueue, input: Input, refused: ServiceError): Input {
    const { ReceiptHandle, VisibilityTimeout } = input;
    refuseOutside('VisibilityTimeout', VisibilityTimeout, 43_200);
    if (!queue.hasInFlight(String(ReceiptHandle))) throw refused;
    queue.hide(String(ReceiptHandle), Number(VisibilityTimeout), clock.now());
    return {};
  }

  const actions: Readonly<Record<string, (input: Input) => Input>> = {
    CreateQueue({ QueueName, Attributes, tags }) {
      if (tags !== undefined) throw unsupported('tags of a queue');
      const name = String(QueueName);
      const isFifo = name.endsWith('.fifo');
      const known = queues.get(name);
      if (known !== undefined) refuseDifferent(known.attributes, asRecord(Attributes));
      else {
        const attributes = readAttributes(asRecord(Attributes), isFifo);
        const queue = new Queue({ isFifo, retentionSeconds: Number(attributes.MessageRetentionPeriod) });
        const arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
        queues.set(name, { name, arn, isFifo, createdAt: clock.now(), attributes, queue });
      }
      return { QueueUrl: urlOf(name) };
    },
    GetQueueUrl: (input) => ({ QueueUrl: urlOf(find(input).name) }),
    GetQueueAttributes(input) {
      const { arn, queue, createdAt, attributes } = find(input);
      const held = queue.list(clock.now());
      const shown = shownAttributes(input.AttributeNames, {
        ...attributes,
        QueueArn: arn,
        ApproximateNumberOfMessages: String(held.visible.length),
        ApproximateNumberOfMessagesNotVisible: String(held.inFlight.length),
        ApproximateNumberOfMessagesDelayed: String(held.delayed.length),
        CreatedTimestamp: String(Math.floor(createdAt / 1000)),
        LastModifiedTimestamp: String(Math.floor(createdAt / 1000)),
      });
      return Object.keys(shown).length === 0 ? {} : { Attributes: shown };
    },
    SendMessage: (input) => send(find(input), input),
    SendMessageBatch(input) {
      const queue = find(input);
      return eachEntry(input, (entry) => send(queue, entry));
    },
    ReceiveMessage(input) {
      const queue = find(input);
      if (input.ReceiveRequestAttemptId !== undefined) throw unsupported('ReceiveRequestAttemptId');
      const { MaxNumberOfMessages: most = 1, VisibilityTimeout: seconds, WaitTimeSeconds: wait } = input;
      if (Number(most) < 1 || Number(most) > 10) {
        const message =
          'Value for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10.';
        throw new ServiceError('InvalidParameterValue', message);
      }
      refuseOutside('VisibilityTimeout', seconds, 43_200);
      refuseOutside('WaitTimeSeconds', wait, 20);
      const messages = receive(queue, Number(most), seconds);
      return messages.length === 0 ? {} : { Messages: messages.map((each) => toMessage(each, input)) };
    },
    DeleteMessage(input) {
      find(input).queue.delete(String(input.ReceiptHandle));
      return {};
    },
    DeleteMessageBatch(input) {
      const { queue } = find(input);
      return eachEntry(input, ({ ReceiptHandle }) => {
        queue.delete(String(ReceiptHandle));
        return {};
      });
    },
    ChangeMessageVisibility: (input) => hide(find(input), input, notInFlight()),
    ChangeMessageVisibilityBatch(input) {
      const queue = find(input);
      return eachEntry(input, (entry) => hide(queue, entry, unknownHandle()));
    },
  };

  return {
    name: 'sqs',
    actions: Object.keys(actions),
    contentType: sqsContentType,
    async answer({ body }, action) {
      try {
        const run = actions[action];
        if (run === undefined) throw unsupported(action);
        const input = readSqsRequest(action, body);
        refuseRequest(action, input, place, queueArns());
        const { wrong, right } = splitEntries(action, input);
        const output = withFailed({ ...run(right) }, wrong);
        const headers = { 'content-type': sqsContentType };
        return { status: 200, headers, body: JSON.stringify(output) };
      } catch (error) {
        if (error instanceof ServiceError) return refusal(error);
        throw error;
      }
    },
    receive(QueueUrl, most) {
      const queue = find({ QueueUrl });
      const everything = { MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] };
      return receive(queue, most).map((each) =>
        toRecord(toMessage(each, everything) as Message, queue.arn, region),
      );
    },
    nextDue: (QueueUrl) => find({ QueueUrl }).queue.nextDue(clock.now()),
    messages: (QueueUrl) => find({ QueueUrl }).queue.list(clock.now()),
  };
}

function unsupported(what: string): ServiceError {
  return new ServiceError('UnsupportedOperation', `The simulated SQS does not know ${what}.`);
}

function notInFlight(): ServiceError {
  const message = 'Message does not exist or is not available for visibility timeout change.';
  return new ServiceError('MessageNotInflight', message);
}

function unknownHandle(): ServiceError {
  return new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.');
}

function refuseOutside(name: string, value: unknown, most: number): void {
  if (value === undefined || (Number(value) >= 0 && Number(value) <= most)) return;
  const bounds = name === 'WaitTimeSeconds' ? `>= 0 and <= ${most}, if provided` : `between 0 and ${most}`;
  const message = `Value ${String(value)} for parameter ${name} is invalid. Reason: Must be ${bounds}.`;
  throw new ServiceError('InvalidParameterValue', message);
}

/** The id by which a FIFO queue knows a message again; refuses what a FIFO queue can't take. */
function deduplicationIdOf(input: Input, attributes: QueueAttributes): string {
  const { MessageGroupId, MessageDeduplicationId, DelaySeconds = 0, MessageBody } = input;
  if (MessageGroupId === undefined) {
    const message = 'The request must contain the parameter MessageGroupId.';
    throw new ServiceError('MissingParameter', message);
  }
  if (DelaySeconds !== 0) {
    const message = `Value ${String(DelaySeconds)} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`;
    throw new ServiceError('InvalidParameterValue', message);
  }
  if (MessageDeduplicationId !== undefined) return String(MessageDeduplicationId);
  if (attributes.ContentBasedDeduplication === 'true') {
    return createHash('sha256').update(String(MessageBody)).digest('hex');
  }
  const message =
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly.';
  throw new ServiceError('InvalidParameterValue', message);
}
