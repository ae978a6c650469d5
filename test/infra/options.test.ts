import { expect, onTestFinished, test } from 'vitest';
import { afterDeploy } from '../../infra/deploy/deploy-bot.ts';
import { placeOptions, readOptions } from '../../infra/deploy/options.ts';
import { HelpAsked } from '../../infra/deploy/script.ts';
import {
  chooseSettings,
  paramArguments,
  readDeployedSettings,
  settings,
} from '../../infra/deploy/settings.ts';
import { wellAccount } from '../helpers/deployed-account.ts';
import { startAccount } from '../helpers/deployed-operations.ts';

const read = (line: string) => readOptions(line.split(' ').filter(Boolean), { ...placeOptions, ...settings });

test('what is given and what is left out', () => {
  expect(read('--region eu-west-1 --logs on --team-id=T0C')).toEqual({
    region: 'eu-west-1',
    stage: 'prod',
    'team-id': 'T0C',
    'default-channel': undefined,
    'max-desired-count': undefined,
    logs: 'on',
  });
  expect(read('--region us-gov-west-1 --default-channel=')['default-channel']).toBe('');
});

test('an option that may stand alone', () => {
  expect(read('--region eu-west-1 --hands-on')['hands-on']).toBe('on');
  expect(read('--hands-on --region eu-west-1')['hands-on']).toBe('on');
  expect(read('--region eu-west-1 --hands-on off')['hands-on']).toBe('off');
  expect(read('--region eu-west-1 --hands-on=off')['hands-on']).toBe('off');
});

test.each<[string, RegExp]>([
  ['', /^Say --region: an AWS region/],
  ['--region Ireland', /^--region must be an AWS region, such as eu-west-1; “Ireland” is not\.$/],
  ['--region eu-west-1 --stage prod-2', /^--stage must be up to 10 lower-case letters/],
  ['--region eu-west-1 --team-id acme', /^--team-id must be the id of your Slack workspace/],
  ['--region eu-west-1 --default-channel #ops', /^--default-channel must be the id of a Slack channel/],
  ['--region eu-west-1 --max-desired-count 0', /^--max-desired-count must be a whole number/],
  ['--region eu-west-1 --max-desired-count 2.5', /^--max-desired-count must be/],
  ['--region eu-west-1 --alarm-topic on-call', /^--alarm-topic must be the ARN of an SNS topic/],
  ['--region eu-west-1 --deployments no', /^--deployments must be on or off/],
  ...['*', '/*', 'arn:aws:iam::123456789012:role/*', 'ecsTaskRole', '/ecs', '/ecs/web*', '*,/ecs/*'].map(
    (roles): [string, RegExp] => [
      `--region eu-west-1 --pass-roles ${roles}`,
      /^--pass-roles must be ARNs of roles or paths such as \/ecs\/\*/,
    ],
  ),
  ['--region eu-west-1 --logs yes', /^--logs must be on or off/],
  [
    '--region eu-west-1 --operators U0A',
    /^Unknown option '--operators'.* This script knows --region, --stage/,
  ],
  ['--region', /argument missing/],
  ['--region eu-west-1 prod', /^Unexpected argument 'prod'/],
])('%j is refused in one sentence', (line, sentence) => {
  expect(() => read(line)).toThrow(sentence);
});

test('--help names every option with what it is', () => {
  const text =
    /--region +an AWS region, such as eu-west-1 \(needed\)\n +--stage +up to .*\(prod unless given\)/;
  expect(() => read('--help')).toThrow(text);
  expect(() => read('--region eu-west-1 -h')).toThrow(HelpAsked);
});

test('a second deploy keeps what it is not told', async () => {
  const world = await startAccount(wellAccount());
  onTestFinished(world.close);
  const deployed = await readDeployedSettings(world.clients.lambda, 'prod');
  expect(chooseSettings({ logs: 'on' }, deployed)).toEqual({
    'team-id': 'T0123ABCD',
    'default-channel': 'C0123ABCD',
    'max-desired-count': '20',
    logs: 'on',
  });
  expect(chooseSettings({ 'default-channel': '' }, deployed)['default-channel']).toBe('');
});

test('the first deploy needs the workspace, and takes the defaults of serverless.yml for the rest', async () => {
  const account = wellAccount();
  account.functions = {};
  const world = await startAccount(account);
  onTestFinished(world.close);
  const deployed = await readDeployedSettings(world.clients.lambda, 'prod');
  expect(() => chooseSettings({}, deployed)).toThrow(/--team-id/);
  expect(paramArguments(chooseSettings({ 'team-id': 'T0C' }, deployed))).toEqual(['--param', 'team-id=T0C']);
});

test('after the deploy: the address, the next steps, and what is still open', () => {
  const stack = {
    name: 'ecs-ops-bot-dev',
    status: 'CREATE_COMPLETE',
    resources: [],
    outputs: { HttpApiUrl: 'https://a.example' },
  };
  const place = { stack, region: 'eu-west-1', stage: 'dev' };
  const bare = afterDeploy({ ...place, settings: { 'team-id': 'T0C' } });
  expect(bare).toContain('npm run manifest -- --url https://a.example/slack');
  expect(bare).toContain('npm run secrets -- --region eu-west-1 --stage dev');
  expect(bare).toMatch(/infra\/access\.yml.*\n\n.*posted nowhere/s);
  const full = afterDeploy({ ...place, settings: { 'default-channel': 'C0B' } });
  expect(full).not.toMatch(/yet:.*--/);
});
