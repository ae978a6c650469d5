import { buildIfStale } from '../build/build-if-stale.ts';
import { canary } from './ecs/seed.ts';
import { readStartOptions, type StartOptions, startUsage, takenPortsProblem } from './start-options.ts';
import { startWorld } from './world.ts';

/** Prints the functions' warnings and errors; everything else they log is for CloudWatch. */
function onLog(functionName: string, line: string): void {
  if (/"level":"(?:WARN|ERROR|CRITICAL)"/.test(line) || !line.startsWith('{'))
    console.error(`[${functionName}] ${line}`);
}

try {
  const options = readStartOptions(process.argv.slice(2), process.env);
  if (options === 'help') console.log(startUsage);
  else await start(options);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** The service that a newcomer can see deploy in steps. */
function canaryLine(variables: string): string {
  const command = `update-service --cluster ${canary.cluster} --service ${canary.name} --force-new-deployment`;
  return `  Canary    ${canary.cluster}/${canary.name} waits at each step to be continued: ${variables}npm run aws -- ecs ${command}`;
}

async function start({ ports, ...options }: StartOptions): Promise<void> {
  const problem = await takenPortsProblem(ports);
  if (problem !== undefined) throw new Error(problem);
  await buildIfStale();
  const world = await startWorld({
    ...options,
    ports: { page: ports.PORT, api: ports.API_PORT, aws: ports.AWS_PORT },
    processes: { loadBalancerPort: ports.LB_PORT },
    onLog,
    onError: (functionName, error) => console.error(`[${functionName}]`, error),
  });
  const { port } = new URL(world.aws.url);
  const moved = port === '4566' ? '' : `AWS_PORT=${port} `;
  console.log(
    [
      '',
      `  Slack     ${world.slack.url}      open this page and type /ecs`,
      `  HTTP API  ${world.functions.api.url}/slack  signing secret ${world.signingSecret}`,
      `  AWS       ${world.aws.url}      ${moved}npm run aws -- ecs list-clusters`,
      `  Web page  ${world.loadBalancerUrl}      hello-world, a real process for each task`,
      ...(options.seeds === 'demo' ? [canaryLine(moved)] : []),
      '',
      `  Tasks live ${options.speed} times as fast as on AWS (LOCAL_SPEED). Ctrl-C ends everything.`,
      '',
      'ready',
    ].join('\n'),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      await world.close();
      process.exit(0);
    });
  }
}
