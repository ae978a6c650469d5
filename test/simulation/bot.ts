import { Logger, type LogItem } from '@aws-lambda-powertools/logger';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Clock } from '../../infra/local/clock.ts';
import { asRecord, readJson } from '../../infra/local/json.ts';
import { evaluate, type Stack } from '../../infra/local/serverless/stack.ts';
import type { ServiceDefinition } from '../../infra/local/serverless/template.ts';
import { readPolicy } from '../../src/access/policy.ts';
import { eventsClients, workerClients } from '../../src/aws/clients.ts';
import { commands, grantableCommands } from '../../src/commands/registry.ts';
import { eventsVariables, readConfig, workerVariables } from '../../src/config.ts';
import { createFrontDoor } from '../../src/front-door/front-door.ts';
import { maskField } from '../../src/redact/redact.ts';
import { createBot } from '../../src/slack/bot.ts';
import { createStores } from '../../src/store/stores.ts';
import { createTaskEvents } from '../../src/task-events/task-events.ts';
import { createMapping, createSimulatedFunction } from './functions.ts';
import {
  createFrontDoorNetwork,
  type SimulatedAnswer,
  type SimulatedNetwork,
  type SimulatedRequest,
} from './network.ts';

type ClientOptions = NonNullable<Parameters<typeof workerClients>[0]>;
type Mapping = Pick<Parameters<typeof createMapping>[0], 'sqs' | 'remove' | 'again'>;

interface BotOptions {
  readonly clock: Clock;
  readonly network: SimulatedNetwork;
  readonly region: string;
  readonly origin: string;
  readonly teamId: string;
  readonly definition: ServiceDefinition;
  readonly stack: Stack;
  /** The clients' options, by the function that calls. */
  readonly clientOptions: (functionName: string, endpoint?: string) => ClientOptions;
  /** The access policy that a deployment packs; a function reads it when it starts. */
  readonly policy: () => unknown;
  /** How far a new instance's clock is off, milliseconds. */
  readonly skew: () => number;
  readonly queueUrl: (name: string) => string;
  readonly mapping: (queueUrl: string) => Mapping;
  /** What a function logs or fails with, for the trace. */
  readonly onLine: (line: string) => void;
  readonly onLog: ((functionName: string, line: string) => void) | undefined;
  readonly onError: ((functionName: string, error: unknown) => void) | undefined;
}

/** The three functions as they are deployed, with the queues that call them. */
export function deployBot(options: BotOptions) {
  const { clock, network, definition, stack, clientOptions, skew, onLine } = options;
  const loggerOf = (serviceName: string) => new PrintingLogger(serviceName, options.onLog);
  const definitionOf = (name: string) => {
    const found = definition.functions.find((each) => each.name === name);
    if (found === undefined) throw new Error(`There is no function ${name}.`);
    return found;
  };
  const environmentOf = (name: string): Record<string, string> => {
    const values = Object.entries(Object(evaluate(definitionOf(name).environment, stack)));
    return {
      ...Object.fromEntries(values.map(([key, value]) => [key, String(value)])),
      AWS_REGION: options.region,
      AWS_ENDPOINT_URL: options.origin,
    };
  };
  const functionOptions = (name: string) => ({
    name,
    timeoutSeconds: definitionOf(name).timeoutSeconds,
    clock,
    network,
  });
  const instanceClock = () => {
    const off = skew();
    return () => clock.now() + off;
  };

  /** The worker; what `given` holds of its environment stands in place of what is deployed. */
  const createWorker = (given: Readonly<Record<string, string>> = {}) =>
    createSimulatedFunction<SQSEvent, SQSBatchResponse>({
      ...functionOptions('worker'),
      jobOf: ({ Records: [record] }) => {
        const job = asRecord(readJson(record?.body ?? ''));
        return job.kind === 'return' ? `return-${String(job.changeId)}` : String(job.id);
      },
      start() {
        const now = instanceClock();
        const config = readConfig(workerVariables, { ...environmentOf('worker'), ...given });
        const clients = workerClients(clientOptions('worker', config.AWS_ENDPOINT_URL));
        const stores = createStores(clients.dynamodb, config.TABLE_NAME, now);
        const reading = readPolicy(options.policy(), grantableCommands(commands));
        return createBot({ config, clients, stores, reading, logger: loggerOf('worker'), fetch, now }).handle;
      },
    });
  const worker = createWorker();
  const taskEvents = createSimulatedFunction<SQSEvent, SQSBatchResponse>({
    ...functionOptions('task-events'),
    start() {
      const now = instanceClock();
      const config = readConfig(eventsVariables, environmentOf('task-events'));
      const clients = eventsClients(clientOptions('task-events'));
      const stores = createStores(clients.dynamodb, config.TABLE_NAME, now);
      return createTaskEvents({ config, clients, stores, logger: loggerOf('task-events'), fetch, now });
    },
  });
  const frontDoor = createSimulatedFunction({
    ...functionOptions('slack'),
    start() {
      const environment = environmentOf('slack');
      const door = createFrontDoor(
        {
          region: options.region,
          credentials: { accessKeyId: 'slack', secretAccessKey: 'simulated' },
          queueUrl: environment.COMMANDS_QUEUE_URL ?? '',
          secretParameter: environment.SIGNING_SECRET_PARAMETER ?? '',
          teamId: options.teamId,
          urlSuffix: 'amazonaws.com',
          endpoint: options.origin,
        },
        {
          network: createFrontDoorNetwork(clock, network),
          now: instanceClock(),
          log(entry) {
            onLine(`slack ${entry.level} ${entry.message}`);
            options.onLog?.('slack', JSON.stringify(entry));
          },
        },
      );
      const warm = door.warmUp();
      return async (event: unknown) => {
        await warm;
        return door.handle(event);
      };
    },
  });

  /** Called when something was sent to a queue. */
  const wakes = [worker, taskEvents].flatMap(({ name, invoke }) =>
    definitionOf(name).sqsMappings.map(({ queueArn, batchSize, maximumConcurrency }) => {
      const queueUrl = options.queueUrl(String(evaluate(queueArn, stack)).split(':').at(-1) ?? '');
      return createMapping({
        clock,
        queueUrl,
        batchSize,
        maximumConcurrency,
        invoke,
        ...options.mapping(queueUrl),
        onError(error) {
          onLine(`${name} failed: ${String(error)}`);
          options.onError?.(name, error);
        },
      });
    }),
  );

  return {
    wakes,
    createWorker,
    /** A request to the bot's URL, as API Gateway hands it over. */
    async ask({ method, url, headers, body }: SimulatedRequest): Promise<SimulatedAnswer> {
      const answer = await frontDoor.invoke({
        headers,
        body,
        isBase64Encoded: false,
        requestContext: {
          http: { method, path: url.pathname, sourceIp: '127.0.0.1' },
          requestId: 'simulated',
        },
      });
      return { status: answer.statusCode, headers: { ...answer.headers }, body: answer.body };
    },
    /** All instances of a function die. */
    kill(name: 'worker' | 'task-events'): void {
      (name === 'worker' ? worker : taskEvents).kill();
    },
    /** A deployment: from now on new instances start, with what the policy is then. */
    redeploy(): void {
      for (const each of [worker, taskEvents, frontDoor]) each.redeploy();
    },
  };
}

/** The functions' logger, whose lines go to `print`, or nowhere. */
class PrintingLogger extends Logger {
  readonly #print: (line: string) => void;
  constructor(serviceName: string, print: BotOptions['onLog']) {
    super({ serviceName, jsonReplacerFn: maskField, ...(print === undefined && { logLevel: 'SILENT' }) });
    this.#print = (line) => print?.(serviceName, line);
  }
  protected override printLog(_level: number, log: LogItem): void {
    this.#print(JSON.stringify(log.getAttributes(), this.getJsonReplacer()));
  }
}
