import fc from 'fast-check';
import type { Json } from './requests.ts';

const any = <Each>(...of: Each[]) => fc.constantFrom(...of);

/** A handle is named by a number among those that its queue has given so far, from the latest back. */
export interface Step {
  readonly action: string;
  readonly kind: string;
  readonly input: Json;
}

const attribute = any<Json>(
  { DataType: 'String', StringValue: 'a' },
  { DataType: 'Number.int', StringValue: '7' },
  { DataType: 'Binary', BinaryValue: 'AQI=' },
  { DataType: 'Odd', StringValue: 'a' },
  { DataType: 'String', StringValue: '' },
);
const optional = <Fields extends Record<string, fc.Arbitrary<unknown>>>(fields: Fields) =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Json>;
const message = fc
  .tuple(
    any('a', 'b', 'c', '{"é":"😀"}', 'line\nline', ' '),
    fc.oneof({ arbitrary: any('g', 'h', 'i'), weight: 8 }, any(undefined, 'ü')),
    any('1', '2', '3', '4', '5', undefined, undefined),
    fc.oneof(
      { arbitrary: fc.constant({}), weight: 6 },
      optional({
        MessageAttributes: fc.dictionary(any('one', 'two'), attribute, { minKeys: 1 }),
        DelaySeconds: any(0, 0, 901, -1),
      }),
    ),
  )
  .map(([MessageBody, MessageGroupId, MessageDeduplicationId, more]) => ({
    MessageBody,
    MessageGroupId,
    MessageDeduplicationId,
    ...more,
  }));
const handle = fc.oneof({ arbitrary: any(0, 0, 0, 1, 2, 3, 9).map(String), weight: 8 }, any('none', ''));
const hiding = any(0, 0, 0, 43_200, 43_201, -1, undefined);
const entries = (of: fc.Arbitrary<Json>) =>
  fc
    .tuple(fc.array(of, { minLength: 1, maxLength: 3 }), fc.nat(12))
    .map(([list, odd]) =>
      list.map((each, at) => ({ Id: odd === 0 ? 'same' : odd === 1 ? 'a b' : `m${at}`, ...each })),
    );
/** Requests to a queue and its dead letters. */
export function stepsOf(queue: string, dead: string): fc.Arbitrary<Step> {
  const kind = any(queue, queue, queue, queue, queue, queue, dead);
  // To a standard queue only what it takes, mostly.
  const sendable = fc.tuple(kind, message, fc.nat(9)).map(([to, of, odd]) => {
    const { MessageGroupId, MessageDeduplicationId, ...plain } = of as Json;
    return { kind: to, input: to.endsWith('.fifo') || odd === 0 ? of : plain } as {
      kind: string;
      input: Json;
    };
  });
  const step = (action: string, input: fc.Arbitrary<Json>): fc.Arbitrary<Step> =>
    fc.tuple(kind, input).map(([to, given]) => ({ action, kind: to, input: given }));

  return fc.oneof(
    { weight: 8, arbitrary: sendable.map((sent) => ({ action: 'SendMessage', ...sent })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constant(queue), entries(message as fc.Arbitrary<Json>))
        .map(([to, Entries]) => ({
          action: 'SendMessageBatch',
          kind: to,
          input: {
            Entries:
              to === 'standard'
                ? Entries.map(({ MessageGroupId: _, MessageDeduplicationId: __, ...each }: Json) => each)
                : Entries,
          },
        })),
    },
    {
      weight: 9,
      arbitrary: step(
        'ReceiveMessage',
        optional({
          MaxNumberOfMessages: any(1, 1, 2, 2, 10, 10, 10, 10, 0, 11),
          VisibilityTimeout: any(43_200, 43_200, 43_200, 43_201),
        }).map((input) => ({
          ...input,
          MessageSystemAttributeNames: ['All'],
          MessageAttributeNames: ['All'],
        })),
      ),
    },
    {
      weight: 3,
      arbitrary: step(
        'DeleteMessage',
        handle.map((ReceiptHandle) => ({ ReceiptHandle })),
      ),
    },
    {
      weight: 4,
      arbitrary: step(
        'ChangeMessageVisibility',
        fc
          .tuple(handle, hiding)
          .map(([ReceiptHandle, VisibilityTimeout]) => ({ ReceiptHandle, VisibilityTimeout })),
      ),
    },
    {
      weight: 2,
      arbitrary: step(
        'DeleteMessageBatch',
        entries(handle.map((ReceiptHandle) => ({ ReceiptHandle }))).map((Entries) => ({ Entries })),
      ),
    },
    {
      weight: 2,
      arbitrary: step(
        'ChangeMessageVisibilityBatch',
        entries(
          fc
            .tuple(handle, any(0, 43_200, 43_201))
            .map(([ReceiptHandle, VisibilityTimeout]) => ({ ReceiptHandle, VisibilityTimeout })),
        ).map((Entries) => ({ Entries })),
      ),
    },
    {
      weight: 3,
      arbitrary: step(
        'GetQueueAttributes',
        any<Json>(
          { AttributeNames: ['All'] },
          { AttributeNames: ['ApproximateNumberOfMessages'] },
          {},
          { AttributeNames: ['Odd'] },
        ),
      ),
    },
    { weight: 1, arbitrary: step('GetQueueUrl', fc.constant({})) },
    {
      weight: 1,
      arbitrary: any<Step>(
        ...['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'GetQueueUrl'].map(
          (action) => ({ action, kind: 'gone', input: { MessageBody: 'a', ReceiptHandle: 'none' } }),
        ),
        ...['SendMessageBatch', 'DeleteMessageBatch', 'ChangeMessageVisibilityBatch'].flatMap((action) => [
          { action, kind: 'standard', input: { Entries: [] } },
          { action, kind: 'standard', input: {} },
          {
            action,
            kind: 'standard',
            input: {
              Entries: Array.from({ length: 11 }, (_, at) => ({
                Id: `${at}`,
                MessageBody: 'a',
                ReceiptHandle: 'none',
                VisibilityTimeout: 0,
              })),
            },
          },
        ]),
        { action: 'SendMessage', kind: 'standard', input: { MessageBody: '' } },
        { action: 'SendMessage', kind: 'standard', input: { MessageBody: 'a\u0001' } },
        { action: 'SendMessage', kind: 'standard', input: { MessageBody: 'a\ud800' } },
        { action: 'SendMessage', kind: 'standard', input: { MessageBody: 'x'.repeat(1024 * 1024 + 1) } },
        { action: 'SendMessage', kind: 'standard', input: { MessageBody: 5 } },
        ...[
          { Odd: '1' },
          { VisibilityTimeout: '43201' },
          { FifoQueue: 'true' },
          { RedrivePolicy: '{}' },
          { RedrivePolicy: '{' },
          { DelaySeconds: '901' },
        ].map((Attributes) => ({ action: 'CreateQueue', kind: 'new', input: { Attributes } })),
        ...[{ VisibilityTimeout: '43200' }, { VisibilityTimeout: '10' }].map((Attributes) => ({
          action: 'CreateQueue',
          kind: 'standard',
          input: { Attributes },
        })),
        { action: 'CreateQueue', kind: 'new.fifo', input: { Attributes: {} } },
        { action: 'CreateQueue', kind: 'a b', input: {} },
      ),
    },
  );
}
