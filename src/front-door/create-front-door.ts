import { createAwsClient } from './create-aws-client.ts';
import { handle } from './handle.ts';
import type { HttpResponse } from './http-response.ts';
import { readSigningSecret } from './read-signing-secret.ts';
import { sendJob } from './send-job.ts';
import type { Credentials } from './sign-aws-request.ts';
import { signingSecret } from './signing-secret.ts';
import { tellPerson } from './tell-person.ts';
import type { World } from './world.ts';

/** What the front door is told from outside. */
export interface FrontDoorConfig {
  readonly region: string;
  readonly credentials: Credentials;
  /** Calls go to its host, as those of the SDK do. */
  readonly queueUrl: string;
  readonly secretParameter: string;
  readonly teamId: string;
  /** `amazonaws.com`; each partition has its own. */
  readonly urlSuffix: string;
  /** A local AWS instead of the region's, for SSM. */
  readonly endpoint?: string | undefined;
}

/** The front door, once it is built. */
export interface FrontDoor {
  /** Reads the secret and opens the connection to the queue. Never rejects and takes at most `INIT_MS`. */
  warmUp(): Promise<void>;
  handle(event: unknown): Promise<HttpResponse>;
}

const INIT_MS = 1000;
/** Secret, send and its retry: leaves a second of Slack's three for the way to and fro, or to say what failed. */
const DEADLINE_MS = 2000;
const TELL_MS = 600;

/** @throws TypeError for an address that is none */
export function createFrontDoor(
  config: FrontDoorConfig,
  { now, log }: Pick<World, 'now' | 'log'>,
): FrontDoor {
  const { region, credentials, queueUrl, secretParameter, teamId, urlSuffix } = config;
  const about = { region, credentials, now };
  const sqs = createAwsClient(
    { name: 'sqs', targetPrefix: 'AmazonSQS', jsonVersion: '1.0', endpoint: new URL(queueUrl) },
    about,
  );
  const endpoint = new URL(config.endpoint ?? `https://ssm.${region}.${urlSuffix}`);
  const ssm = createAwsClient(
    { name: 'ssm', targetPrefix: 'AmazonSSM', jsonVersion: '1.1', endpoint },
    about,
  );
  const secret = signingSecret((deadline) => readSigningSecret(ssm, secretParameter, deadline), now);
  const world: World = {
    teamId,
    now,
    deadlineMs: DEADLINE_MS,
    secret,
    sendJob: (job, group, deadline) => sendJob(sqs, queueUrl, job, group, deadline),
    tellPerson: (responseUrl, text) => tellPerson(responseUrl, text, TELL_MS),
    log,
  };

  return {
    async warmUp() {
      const warm = Promise.all([secret.current(now() + INIT_MS), sqs.connect()]).catch((error: unknown) => {
        log({ level: 'WARN', message: 'not warm; the first request tries again', error: String(error) });
      });
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, INIT_MS);
      });
      await Promise.race([warm, enough]);
      clearTimeout(timer);
    },
    handle: (event) => handle(event, world),
  };
}
