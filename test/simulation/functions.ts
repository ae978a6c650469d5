import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Clock } from '../../infra/local/clock.ts';
import type { SimulatedSqs } from './doubles/sqs.ts';
import type { Machine, SimulatedNetwork } from './network.ts';

type Handler<Event, Result> = (event: Event) => Promise<Result>;

interface FunctionOptions<Event, Result> {
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly clock: Clock;
  readonly network: Pick<SimulatedNetwork, 'on'>;
  /** A cold start. */
  readonly start: () => Handler<Event, Result>;
  /** The job of the commands queue that an event is, if it is one. */
  readonly jobOf?: (event: Event) => string | undefined;
}

interface Instance<Event, Result> {
  readonly machine: Machine;
  readonly handler: Handler<Event, Result>;
  readonly deployment: number;
}

/** A Lambda function of the simulation: as many instances as are busy at the same time; one that took too long is thrown away. */
export function createSimulatedFunction<Event, Result>(options: FunctionOptions<Event, Result>) {
  const { name, timeoutSeconds, clock, network, start, jobOf } = options;
  let idle: Instance<Event, Result>[] = [];
  const busy = new Set<Machine>();
  let started = 0;
  const thaws = new Map<Machine, () => void>();
  let deployment = 0;

  function startInstance(): Instance<Event, Result> {
    started += 1;
    const machine: Machine = { name: `${name} ${started}`, isAlive: true, kill: () => {} };
    return { machine, handler: network.on({ machine }, start), deployment };
  }

  return {
    name,
    /** Rejects as the handler does, and when the time is over: on AWS the queue then gives the message again. */
    async invoke(event: Event): Promise<Result> {
      const instance = idle.pop() ?? startInstance();
      const { machine, handler } = instance;
      machine.thawed = undefined;
      thaws.get(machine)?.();
      busy.add(machine);
      const result = await new Promise<Result>((resolve, reject) => {
        const end = (why: string) => {
          machine.isAlive = false;
          reject(new Error(`${machine.name}: ${why}`));
        };
        machine.kill = () => end('Runtime exited with error: signal: killed');
        const stop = clock.after(timeoutSeconds * 1000, () =>
          end(`Task timed out after ${timeoutSeconds} seconds`),
        );
        network
          .on({ machine, jobId: jobOf?.(event) }, () => handler(overJson(event)))
          .then(resolve, reject)
          .finally(stop);
      }).finally(() => busy.delete(machine));
      machine.thawed = new Promise((resolve) => void thaws.set(machine, resolve));
      if (instance.deployment === deployment) idle.push(instance);
      return overJson(result);
    },
    /** Every instance dies, whatever it is doing. */
    kill(): void {
      idle = [];
      for (const machine of busy) machine.kill();
    },
    /** A deployment: what is idle is thrown away, and the next invocation starts anew. */
    redeploy(): void {
      deployment += 1;
      idle = [];
    },
  };
}

/** Lambda passes JSON in both directions: a Date arrives as text, and nobody shares an object with anybody. */
function overJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value ?? null)) as Value;
}

interface MappingOptions {
  readonly clock: Clock;
  readonly sqs: SimulatedSqs;
  readonly queueUrl: string;
  readonly batchSize: number;
  readonly maximumConcurrency: number;
  readonly invoke: Handler<SQSEvent, SQSBatchResponse>;
  /** Deletes what was handled. */
  readonly remove: (receiptHandles: readonly string[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
  /** Asked for each batch: after how many milliseconds it is handed over once more, as SQS may; undefined for once only. */
  readonly again?: () => number | undefined;
}

/** Lambda's event source mapping: hands over what is due, as many batches at once as it may. Call the returned function when something was sent. */
export function createMapping(options: MappingOptions): () => void {
  const { clock, sqs, queueUrl, batchSize, maximumConcurrency, onError } = options;
  let running = 0;
  let cancel: (() => void) | undefined;

  function wake(): void {
    cancel?.();
    const due = running < maximumConcurrency ? sqs.nextDue(queueUrl) : undefined;
    cancel = due === undefined ? undefined : clock.after(Math.max(1, due - clock.now()), receive);
  }

  function receive(): void {
    const Records = sqs.receive(queueUrl, batchSize);
    if (Records.length > 0) {
      running += 1;
      const again = options.again?.();
      if (again !== undefined) clock.after(again, () => void options.invoke({ Records }).catch(onError));
      handOver({ Records })
        .catch(onError)
        .finally(() => {
          running -= 1;
          wake();
        });
    }
    wake();
  }

  async function handOver(event: SQSEvent): Promise<void> {
    const { batchItemFailures } = await options.invoke(event);
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const ids = new Set(event.Records.map(({ messageId }) => messageId));
    // An unknown or empty id fails the whole batch, as on AWS.
    if ([...failed].some((id) => !ids.has(id))) return;
    const done = event.Records.filter(({ messageId }) => !failed.has(messageId));
    if (done.length > 0) await options.remove(done.map(({ receiptHandle }) => receiptHandle));
  }

  return wake;
}
