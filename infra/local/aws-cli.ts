// npm run aws -- ecs list-clusters: runs this machine's AWS CLI against the local AWS. The CLI's configuration for real AWS is not used.
import { spawn } from 'node:child_process';

const {
  AWS_PORT = '4566',
  AWS_PROFILE,
  AWS_DEFAULT_PROFILE,
  AWS_SESSION_TOKEN,
  ...environment
} = process.env;
const url = `http://127.0.0.1:${AWS_PORT}`;

function end(sentence: string): void {
  console.error(sentence);
  process.exitCode = 1;
}

const isThere = await fetch(url).then(
  () => true,
  () => false,
);
if (isThere) {
  // An older AWS CLI ignores AWS_ENDPOINT_URL and would call real AWS.
  const aws = spawn('aws', ['--endpoint-url', url, ...process.argv.slice(2)], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: {
      AWS_PAGER: '',
      ...environment,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    },
  });
  aws.once('error', () =>
    end(
      'There is no AWS CLI on the PATH: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html',
    ),
  );
  aws.once('close', (code) => {
    process.exitCode ??= code ?? 1;
  });
} else {
  end(`No local AWS answers at ${url}: start it with npm start, or set AWS_PORT to its port.`);
}
