import { expect, test } from 'vitest';
import { HelpAsked } from '../../../infra/deploy/script.ts';
import { handsOnOptions, isLoopback } from '../../../infra/hands-on/cli.ts';

const plain = { lesson: false, named: false };

test('a command, a region, and what goes with them', () => {
  expect(handsOnOptions(['up', '--lesson', '--region', 'eu-west-1'], {})).toEqual({
    command: 'up',
    region: 'eu-west-1',
    lesson: true,
    named: false,
    place: ' --region eu-west-1',
  });
  expect(handsOnOptions(['down', '--named'], { AWS_REGION: 'ap-northeast-1' })).toEqual({
    command: 'down',
    region: 'ap-northeast-1',
    lesson: false,
    named: true,
    place: '',
  });
});

test('push names a repository, or means hello-world', () => {
  const push = { command: 'push', region: 'us-east-1', ...plain };
  const local = { endpoint: 'http://127.0.0.1:4566', place: ' --local' };
  expect(handsOnOptions(['push', '--local'], {})).toEqual({ ...push, ...local });
  expect(handsOnOptions(['push', 'hello-world-2', '--local'], {})).toEqual({
    ...push,
    ...local,
    repository: 'hello-world-2',
  });
  expect(() => handsOnOptions(['push', 'one', 'two', '--local'], {})).toThrow(/^Say what to do/);
});

test('the local AWS by --local, by --endpoint and by AWS_ENDPOINT_URL', () => {
  const status = { command: 'status', region: 'us-east-1', ...plain };
  expect(handsOnOptions(['status', '--local'], {})).toEqual({
    ...status,
    endpoint: 'http://127.0.0.1:4566',
    place: ' --local',
  });
  // The line that is printed for later finds the place in a shell without AWS_PORT.
  const moved = 'http://127.0.0.1:4799';
  expect(handsOnOptions(['status', '--local'], { AWS_PORT: '4799' })).toMatchObject({
    endpoint: moved,
    place: ` --endpoint ${moved}`,
  });
  const endpoint = 'http://localhost:1';
  expect(handsOnOptions(['status', '--endpoint', endpoint], {})).toEqual({
    ...status,
    endpoint,
    place: ` --endpoint ${endpoint}`,
  });
  expect(handsOnOptions(['status'], { AWS_ENDPOINT_URL: endpoint })).toEqual({
    ...status,
    endpoint,
    place: ` --endpoint ${endpoint}`,
  });
});

test.each([
  [[], /^Say what to do: .*up \[--lesson\] \| status \| down/],
  [['sideways', '--local'], /^Say what to do/],
  [['up', 'down', '--local'], /^Say what to do/],
  [['up'], /^Say --region: an AWS region, such as eu-west-1\.$/],
  [['up', '--region', 'Ireland'], /^--region must be/],
  [['down', '--lesson', '--local'], /^--lesson goes with up\.$/],
  [['up', '--named', '--local'], /^--named goes with down\.$/],
  [['up', '--endpoint', 'here'], /^--endpoint must be a URL/],
  [['up', '--force'], /^Unknown option '--force'\. Known: /],
])('%j is refused with one sentence', (args, sentence) => {
  expect(() => handsOnOptions(args, {})).toThrow(sentence);
});

test('--help tells each command and option', () => {
  expect(() => handsOnOptions(['--help'], {})).toThrow(HelpAsked);
  for (const word of ['up', 'status', 'down', '--lesson', '--named', '--local', '--endpoint', '--region']) {
    expect(() => handsOnOptions(['up', '-h'], {})).toThrow(new RegExp(`\\n  ${word} `));
  }
});

test('only this machine is local: there alone credentials are made up', () => {
  for (const url of ['http://127.0.0.1:4566', 'http://localhost:1', 'http://[::1]:4566']) {
    expect(isLoopback(url), url).toBe(true);
  }
  for (const url of [
    'https://ecs.us-east-1.amazonaws.com',
    'http://127.0.0.1.example.com',
    'http://10.0.0.1',
  ]) {
    expect(isLoopback(url), url).toBe(false);
  }
});
