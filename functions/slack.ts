import { readConfig } from '../src/config.ts';
import type { LogLine } from '../src/front-door/enqueue.ts';
import { closedFrontDoor, createFrontDoor, type FrontDoor } from '../src/front-door/front-door.ts';
import { sockets } from '../src/front-door/http.ts';

/** POST /slack: verifies Slack's request, queues it for the worker and acknowledges it. */
const log = (line: LogLine): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

function build(): FrontDoor {
  try {
    const config = readConfig({
      required: [
        'COMMANDS_QUEUE_URL',
        'SIGNING_SECRET_PARAMETER',
        'SLACK_TEAM_ID',
        'URL_SUFFIX',
        'AWS_REGION',
        'AWS_ACCESS_KEY_ID',
        'AWS_SECRET_ACCESS_KEY',
      ],
      optional: ['AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL'],
    });
    return createFrontDoor(
      {
        region: config.AWS_REGION,
        credentials: {
          accessKeyId: config.AWS_ACCESS_KEY_ID,
          secretAccessKey: config.AWS_SECRET_ACCESS_KEY,
          sessionToken: config.AWS_SESSION_TOKEN,
        },
        queueUrl: config.COMMANDS_QUEUE_URL,
        secretParameter: config.SIGNING_SECRET_PARAMETER,
        teamId: config.SLACK_TEAM_ID,
        urlSuffix: config.URL_SUFFIX,
        endpoint: config.AWS_ENDPOINT_URL,
      },
      { network: sockets, now: Date.now, log },
    );
  } catch (error) {
    // A function that throws at init is started again for every request, and its callers see Lambda's own error.
    return closedFrontDoor(error instanceof Error ? error.message : String(error), log);
  }
}

const frontDoor = build();
await frontDoor.warmUp();

/** Takes an API Gateway event of payload format 2.0 and returns its response. */
export const handler = (event: unknown) => frontDoor.handle(event);
