import { buildFunctions } from '../build/build-functions.ts';
import { writeSlackApp } from '../build/write-slack-app.ts';
import { readStartOptions } from './read-start-options.ts';
import { startWorld } from './start-world.ts';

const {
  PORT = '3000',
  API_PORT = '3001',
  AWS_PORT = '4566',
  LB_PORT = '8080',
  LOCAL_SPEED = '10',
  LOCAL_SIGNING_SECRET,
} = process.env;

/** Warnings and errors of the functions; everything else they print is for CloudWatch. */
function onLog(functionName: string, line: string): void {
  if (/"level":"(?:WARN|ERROR|CRITICAL)"/.test(line) || !line.startsWith('{'))
    console.error(`[${functionName}] ${line}`);
}

try {
  const { seeds, stackFaults } = readStartOptions(process.argv.slice(2));
  await Promise.all([buildFunctions(), writeSlackApp()]);
  const world = await startWorld({
    ports: { page: Number(PORT), api: Number(API_PORT), aws: Number(AWS_PORT) },
    speed: Number(LOCAL_SPEED),
    ...{ seeds, stackFaults },
    processes: { loadBalancerPort: Number(LB_PORT) },
    ...(LOCAL_SIGNING_SECRET && { signingSecret: LOCAL_SIGNING_SECRET }),
    onLog,
    onError: (functionName, error) => console.error(`[${functionName}]`, error),
  });
  console.log(
    [
      '',
      `  Slack     ${world.slack.url}      open this page and type /ecs`,
      `  HTTP API  ${world.functions.api.url}/slack  signing secret ${world.signingSecret}`,
      `  AWS       ${world.aws.url}      aws ecs list-clusters --endpoint-url ${world.aws.url}`,
      `  Web page  ${world.loadBalancerUrl}      hello-world, a real process for each task`,
      '',
      `  Tasks live ${LOCAL_SPEED} times as fast as on AWS (LOCAL_SPEED). Ctrl-C ends everything.`,
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
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
