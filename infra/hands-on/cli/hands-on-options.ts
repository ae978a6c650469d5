import { parseArgs } from 'node:util';
import { placeOptions } from '../../deploy/place-options.ts';
import { HelpAsked, ScriptProblem } from '../../deploy/script-problem.ts';

/** What a person asks of `npm run hands-on`. */
export interface HandsOnCall {
  readonly command: 'up' | 'status' | 'push' | 'down';
  /** Of `push`; hello-world when absent. */
  readonly repository?: string;
  readonly region: string;
  readonly lesson: boolean;
  readonly named: boolean;
  /** Another AWS: the local one. */
  readonly endpoint?: string;
  /** The options by which the next command finds the same place: ` --local`, or nothing where the environment says it. */
  readonly place: string;
}

/** The environment variables that are looked at. */
export type HandsOnEnvironment = Readonly<
  Partial<Record<'AWS_ENDPOINT_URL' | 'AWS_REGION' | 'AWS_DEFAULT_REGION' | 'AWS_PORT', string>>
>;

const usage =
  'npm run hands-on -- up [--lesson] | status | down [--named] | push [repository], each with [--region …] [--local | --endpoint …]';

const help = `${usage}

  up          makes the stack hands-on: a network, a load balancer, and a service to operate
  status      what is there, and what it costs
  push        registers a tag in the local ECR, where the lesson pushes an image
  down        takes all of it away, and looks for what is left

  --lesson    with up: only the network and the load balancer; /ecs hands-on makes the rest
  --named     with down: also what only has the hands-on's name and no tag of ours
  --local     the local AWS of npm start, on AWS_PORT (4566 unless set)
  --endpoint  another AWS, by its URL
  --region    the AWS region, such as eu-west-1`;

/**
 * Reads the arguments after `npm run hands-on --`.
 * @throws ScriptProblem for a command or an option that there is not, and without a region; HelpAsked for `--help`
 */
export function handsOnOptions(args: readonly string[], environment: HandsOnEnvironment): HandsOnCall {
  const { values, positionals } = parse(args);
  if (values.help) throw new HelpAsked(help);
  const [command, ...more] = positionals;
  const repository = command === 'push' ? more.shift() : undefined;
  if (!isCommand(command) || more.length > 0) {
    throw new ScriptProblem(`Say what to do: ${usage}`);
  }
  if (values.lesson && command !== 'up') throw new ScriptProblem('--lesson goes with up.');
  if (values.named && command !== 'down') throw new ScriptProblem('--named goes with down.');
  const { AWS_PORT = '4566', AWS_ENDPOINT_URL, AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const local = values.local ? `http://127.0.0.1:${AWS_PORT}` : undefined;
  const endpoint = values.endpoint ?? local ?? AWS_ENDPOINT_URL;
  if (endpoint !== undefined && !URL.canParse(endpoint)) {
    throw new ScriptProblem(`--endpoint must be a URL, such as http://127.0.0.1:4566; “${endpoint}” is not.`);
  }
  const region = values.region ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? (endpoint && 'us-east-1');
  const { pattern, what } = placeOptions.region;
  if (region === undefined) throw new ScriptProblem(`Say --region: ${what}.`);
  if (!pattern.test(region)) throw new ScriptProblem(`--region must be ${what}; “${region}” is not.`);
  const flags = { lesson: values.lesson ?? false, named: values.named ?? false };
  const place = [
    values.local && !values.endpoint && '--local',
    values.endpoint && `--endpoint ${values.endpoint}`,
    values.region && `--region ${region}`,
  ].flatMap((option) => (option ? [` ${option}`] : []));
  return {
    ...{ command, region, ...flags },
    ...(repository !== undefined && { repository }),
    ...(endpoint && { endpoint }),
    place: place.join(''),
  };
}

function isCommand(word: string | undefined): word is HandsOnCall['command'] {
  return word === 'up' || word === 'status' || word === 'push' || word === 'down';
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        lesson: { type: 'boolean' },
        named: { type: 'boolean' },
        local: { type: 'boolean' },
        region: { type: 'string' },
        endpoint: { type: 'string' },
      },
    });
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split(/\.\s/) : [];
    throw new ScriptProblem(`${reason.replace(/\.$/, '')}. Known: ${usage}`);
  }
}
