import { execFileSync } from 'node:child_process';
import { ECRClient } from '@aws-sdk/client-ecr';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pushCommands } from '../../../src/commands/images.ts';
import type { CommandContext } from '../../../src/commands/line/command.ts';
import { shellWord } from '../../../src/shell-word.ts';

test.each([
  'shop/web:latest; curl https://x | sh #',
  'shop/web:$(id)',
  'shop/web:`id`',
  'Shop/web',
  'shop//web',
  '-web',
  'web:',
  'web:-x',
  `web:${'x'.repeat(129)}`,
  'x'.repeat(257),
  'a',
  'web\nid',
])('%j is refused by ECR’s own patterns, before ECR is asked', async (repository) => {
  const refused = pushCommands.run({ repository }, {} as CommandContext);
  await expect(refused).rejects.toMatchObject({ problem: { code: 'badWord', why: 'notARepository' } });
});

test.each(['shop/web', 'hello-world:1.4.2', 'a__b/c.d:latest', 'web:_x'])(
  '%s comes to ECR',
  async (repository) => {
    const asked: unknown[] = [];
    const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };
    // Nothing answers there: what counts is that the name got through.
    const ecr = new ECRClient({
      region: 'us-east-1',
      endpoint: 'http://127.0.0.1:1',
      maxAttempts: 1,
      credentials,
    });
    ecr.middlewareStack.add(
      (next) => (call) => {
        asked.push(call.input);
        return next(call);
      },
      { step: 'initialize' },
    );
    await expect(
      pushCommands.run({ repository }, { ecr } as unknown as CommandContext),
    ).rejects.toBeDefined();
    expect(asked).toEqual([{ repositoryNames: [repository.split(':')[0]] }]);
  },
);

test('a shell reads each word as it was', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, unit: fc.constantFrom(...'ab \'"$`\\;|&<>()*?~#!\n{}[]=-') }),
      (word) => {
        const read = execFileSync('sh', ['-c', `printf '%s' ${shellWord(word)}`], { encoding: 'utf8' });
        expect(read).toBe(word);
      },
    ),
    { numRuns: 60 },
  );
});
