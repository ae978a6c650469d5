import { type AwsOptions, createAws } from '../../infra/local/aws/endpoint.ts';
import { createSlack } from '../../infra/local/slack/slack.ts';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { SlackOptions } from '../../infra/local/slack/world.ts';
import { askAws, askSlack, nameOnly, wordless } from '../simulation/hosts.ts';
import { createRequestHandler } from '../simulation/network.ts';
import { ManualClock } from './clocks.ts';
import { clientOf } from './sdk.ts';

const origins = { aws: 'http://aws.test', slack: 'http://slack.test' };

/** A local AWS without a socket, and the options of the real SDK's clients that ask it. Nothing is to be closed. */
export async function createTestAws(options: AwsOptions & Required<Pick<AwsOptions, 'stores'>>) {
  const aws = await createAws(options);
  aws.place.origin = origins.aws;
  return clientInProcess(aws, origins.aws, options.region);
}

/** Options of the real SDK's clients that ask a local AWS without a socket; those whose process is dead send nothing and hear nothing. */
export function clientInProcess(
  aws: Parameters<typeof askAws>[0],
  origin: string,
  region: string,
  isDead: () => boolean = () => false,
) {
  const never = new Promise<never>(() => {});
  const send = async (request: Parameters<typeof askAws>[1]) => {
    if (isDead()) return never;
    const answer = await askAws(aws, request, () => Date.now());
    return isDead() ? never : answer;
  };
  // The SDK's clients wait for each answer: no time limit runs.
  const clock = new ManualClock();
  const given = clientOf(origin, region);
  return {
    ...given,
    requestHandler: createRequestHandler(clock, { send }),
    logger: wordless,
    signerConstructor: nameOnly(given.credentials.accessKeyId),
  };
}

/** A local Slack without a socket: `fetch` asks it. What it leaves without an answer fails at once, as after the time limit. */
export function createTestSlack(options: SlackOptions) {
  const slack = createSlack(options, () => origins.slack);
  const ask: typeof fetch = async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = Object.fromEntries(new Headers(init.headers).entries());
    const body = String(init.body ?? '');
    const answer = await askSlack(slack, { method: init.method ?? 'GET', url, headers, body });
    if (answer === undefined) throw new DOMException('The operation timed out.', 'TimeoutError');
    return new Response(answer.body === '' ? null : answer.body, answer);
  };
  const { faults } = slack.world;
  return { fetch: ask, url: origins.slack, apiUrl: `${origins.slack}/api/`, ids: localIds, faults };
}
