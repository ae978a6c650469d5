import { expect, test } from 'vitest';
import { maskLines } from '../../../src/aws/logs.ts';
import { maskSecrets } from '../../../src/redact/redact.ts';
import { sampleSecrets } from '../../helpers/sample-secrets.ts';

test.each(sampleSecrets)('$what is masked: alone, in a sentence, in JSON, in a log', ({ text, secret }) => {
  expect(maskSecrets(text)).not.toContain(secret);
  expect(maskSecrets(`it failed: ${text} (again)`)).not.toContain(secret);
  expect(maskSecrets(JSON.stringify({ message: `it failed: ${text}` }))).not.toContain(secret);
  const lines = text.split('\n').map((message) => ({ at: 0, message }));
  expect(JSON.stringify(maskLines(lines))).not.toContain(secret);
});

test.each([
  'service shop/auth-token is steady',
  'arn:aws:ecs:eu-west-1:123456789012:task-definition/auth-token:12',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/auth-token:1.4.2',
  '(service web) (port 8080) is unhealthy in (target-group tg-web) due to (reason Health checks failed with these codes: [502])',
  'tests passed: 12 of 12',
  'the bypass: open',
])('%s says no secret and stays', (text) => {
  expect(maskSecrets(text)).toBe(text);
});
