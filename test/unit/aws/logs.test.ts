import { expect, test } from 'vitest';
import { logsAllowed } from '../../../src/aws/logs.ts';

test.each([
  [{}, false, false],
  [{}, true, true],
  [{ 'ecs-bot:logs': 'on' }, false, true],
  [{ 'ecs-bot:logs': ' ON ' }, false, true],
  [{ 'ecs-bot:logs': 'off' }, true, false],
  [{ 'ecs-bot:logs': 'no' }, true, false],
  [{ 'ecs-bot:log': 'on' }, false, false],
])('tags %j with the setting %s: %s', (tags: Readonly<Record<string, string>>, setting, allowed) => {
  expect(logsAllowed(tags, setting)).toBe(allowed);
});
