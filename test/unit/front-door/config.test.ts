import { expect, test } from 'vitest';
import { readConfig } from '../../../src/config.ts';

test('gives what is asked, and what is optional only where it is set', () => {
  const env = { AWS_REGION: 'eu-west-1', AWS_SESSION_TOKEN: '', SLACK_TEAM_ID: 'T1' };
  const wanted = { required: ['AWS_REGION'], optional: ['AWS_SESSION_TOKEN'] } as const;
  expect(readConfig(wanted, env)).toEqual({ AWS_REGION: 'eu-west-1' });
});

test('one error names every missing variable and what it is for', () => {
  const read = () =>
    readConfig({ required: ['AWS_REGION', 'SLACK_TEAM_ID', 'COMMANDS_QUEUE_URL'] }, { SLACK_TEAM_ID: '' });
  expect(read).toThrow(
    /AWS_REGION \(.*region.*\), SLACK_TEAM_ID \(.*workspace.*\), COMMANDS_QUEUE_URL \(.*queue.*\)/,
  );
});

test('an address that is none counts as missing, also where it is optional', () => {
  const env = { COMMANDS_QUEUE_URL: 'commands.fifo', AWS_ENDPOINT_URL: 'localhost' };
  const wanted = { required: ['COMMANDS_QUEUE_URL'], optional: ['AWS_ENDPOINT_URL'] } as const;
  expect(() => readConfig(wanted, env)).toThrow(/COMMANDS_QUEUE_URL \(.*\), AWS_ENDPOINT_URL \(/);
});
