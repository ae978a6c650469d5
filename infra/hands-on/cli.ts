import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { placeOptions } from '../deploy/options.ts';
import { HelpAsked, readArguments, ScriptProblem } from '../deploy/script.ts';
import { bringUp } from './bring-up.ts';
import { createHandsOnClients, type HandsOnDeps, names } from './deps.ts';
import { type Finding, lookAround } from './find.ts';
import { dockerImage, noImage, pushLocally, runDocker } from './image.ts';
import { prices } from './prices.ts';
import { findStack } from './stack.ts';
import { takeDown } from './take-down.ts';

/** A parsed call of `npm run hands-on`. */
interface HandsOnCall {
  readonly command: 'up' | 'status' | 'push' | 'down';
  /** For `push`; hello-world if absent. */
  readonly repository?: string;
  readonly region: string;
  readonly lesson: boolean;
  readonly named: boolean;
  /** The endpoint of another AWS: the local one. */
  readonly endpoint?: string;
  /** The options with which the next command finds the same place, in any shell: ` --local`, ` --endpoint http://127.0.0.1:4600`. */
  readonly place: string;
}

/** The environment variables that are read. */
type HandsOnEnvironment = Readonly<
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
 * @throws ScriptProblem for a command or an option that does not exist, and without a region; HelpAsked for `--help`
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
  // A new shell may not have this one's environment.
  const isUsual = values.local && endpoint === 'http://127.0.0.1:4566';
  const place = [
    isUsual && '--local',
    endpoint && !isUsual && `--endpoint ${endpoint}`,
    values.region && `--region ${region}`,
  ].flatMap((option) => (option ? [` ${option}`] : []));
  return {
    command,
    region,
    lesson: values.lesson ?? false,
    named: values.named ?? false,
    ...(repository !== undefined && { repository }),
    ...(endpoint && { endpoint }),
    place: place.join(''),
  };
}

function isCommand(word: string | undefined): word is HandsOnCall['command'] {
  return word === 'up' || word === 'status' || word === 'push' || word === 'down';
}

function parse(args: readonly string[]) {
  return readArguments(
    {
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
    },
    `Known: ${usage}`,
  );
}

const folder = fileURLToPath(new URL('./app', import.meta.url));

/** The dependencies of a run in a shell. The local AWS takes any credentials, is faster, and has no registry to push to. */
export function createHandsOnDeps(
  { region, endpoint }: Pick<HandsOnCall, 'region' | 'endpoint'>,
  output: Parameters<typeof terminal>[0],
): HandsOnDeps {
  const isLocal = endpoint !== undefined && isLoopback(endpoint);
  const { say, show } = terminal(output);
  return {
    clients: createHandsOnClients({
      region,
      ...(endpoint !== undefined && { endpoint }),
      ...(isLocal && { credentials: { accessKeyId: 'hands-on', secretAccessKey: 'local' } }),
    }),
    region,
    isLocal,
    say,
    show,
    pollMs: isLocal ? 250 : 2000,
    pause: (ms) => setTimeout(ms),
    image: isLocal ? noImage('The local ECR takes no layers') : dockerImage({ folder, run: runDocker, say }),
  };
}

/** Where lines go: permanent ones, and a status line that the next line replaces, which needs a terminal. */
function terminal(output: { readonly isTTY?: boolean; write(text: string): unknown }) {
  const clear = output.isTTY ? '\r\x1b[K' : '';
  return {
    say: (line: string) => void output.write(`${clear}${line}\n`),
    show: (line: string) => void (output.isTTY && output.write(`${clear}${line.slice(0, 110)}`)),
  };
}

/** Whether this is an address of this machine, where only the local AWS can be. */
export function isLoopback(url: string): boolean {
  return /^(127(\.\d+){3}|localhost|\[::1\])$/.test(new URL(url).hostname);
}

/** Carries out a command. Returns the exit code: 1 if `down` left something or could not check. */
export async function runCommand(
  deps: HandsOnDeps,
  { command, repository = names.repository, lesson, named, place }: Omit<HandsOnCall, 'region' | 'endpoint'>,
): Promise<number> {
  if (command === 'up') {
    const { outputs } = await bringUp(deps, { lesson });
    tellOutputs(deps, outputs);
    const next = lesson ? 'Now the hands-on, in Slack: /ecs hands-on' : `The page: ${outputs.Url}`;
    deps.say('');
    if (lesson && !deps.isLocal) {
      deps.say(`The bot, made for it: npm run deploy -- --region ${deps.region} --hands-on`);
    }
    deps.say(next);
    const down = `npm run hands-on -- down${place}`;
    deps.say(
      deps.isLocal
        ? `It costs nothing here. To remove it: ${down}`
        : `It costs money while it is up. How much: npm run hands-on -- status${place}\nTo end it: ${down}`,
    );
    return 0;
  }
  if (command === 'push') {
    await pushLocally(deps, repository);
    deps.say(`Registered ${repository}:latest. The hands-on notices it by itself.`);
    return 0;
  }
  if (command === 'status') {
    const stack = await findStack(deps.clients.cloudFormation);
    deps.say(stack === undefined ? 'There is no stack hands-on.' : `The stack is ${stack.status}.`);
    tellOutputs(deps, stack?.outputs ?? {});
    const findings = await lookAround(deps);
    for (const finding of findings) deps.say(findingLine(finding, 'HERE'));
    deps.say(costLine(findings, deps.isLocal));
    return 0;
  }
  const findings = await takeDown(deps, { named });
  deps.say(`\nLooked for what is left in ${deps.region}:`);
  for (const finding of findings) deps.say(findingLine(finding, 'LEFT'));
  const left = findings.flatMap(({ found }) => found);
  if (left.length > 0) deps.say(costLine(findings, deps.isLocal));
  if (left.some(({ isOurs }) => !isOurs)) {
    deps.say(
      `Anything without our tag may be yours. If it belongs to the hands-on: npm run hands-on -- down --named${place}`,
    );
  }
  return left.length > 0 || findings.some(({ problem }) => problem !== undefined) ? 1 : 0;
}

function tellOutputs({ say }: HandsOnDeps, outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) say(`  ${name.padEnd(18)}${value}`);
}

/** The monthly cost of everything found; for the local AWS, what it would cost on AWS. */
function costLine(findings: readonly Finding[], isLocal: boolean): string {
  const monthly = findings.flatMap(({ found }) => found).reduce((sum, each) => sum + each.monthly, 0);
  if (monthly === 0) return 'It costs nothing to keep.';
  const month = `About ${dollars(monthly)} a month`;
  const basis = `list prices of us-east-1, ${prices.asOf}, without traffic`;
  return isLocal
    ? `${month} on AWS (${basis}); here it costs nothing.`
    : `${month} while it is there (${basis}).`;
}

const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$23.73`, or `less than $0.01`. */
function dollars(amount: number): string {
  return amount > 0 && amount < 0.01 ? 'less than $0.01' : format.format(amount);
}

/** `OK    clusters: none`, or `LEFT  repositories: hello-world ($0.02 a month)`; `label` is the prefix if something was found. */
function findingLine({ kind, found, problem }: Finding, label: 'LEFT' | 'HERE'): string {
  if (problem !== undefined) return `WARN  ${kind}: could not look (${problem})`;
  if (found.length === 0) return label === 'LEFT' ? `OK    ${kind}: none left` : `      ${kind}: none`;
  const listed = found.map(({ name, isOurs, monthly }) => {
    const notes = [
      ...(monthly > 0 ? [`${dollars(monthly)} a month`] : []),
      ...(isOurs ? [] : ['without our tag']),
    ];
    return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
  });
  return `${label}  ${kind}: ${listed.join(', ')}`;
}
