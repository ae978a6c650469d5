import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirmStage } from '../../../infra/deploy/remove-bot.ts';

function typed(text: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  input.end(text);
  return input;
}

test('the stage’s name removes it', async () => {
  const said: string[] = [];
  await confirmStage('prod', typed('prod\n'), (text) => said.push(text));
  expect(said.join('')).toContain('prod');
});

test.each(['', '\n', 'y\n', 'yes\n', 'production\n', 'PROD\n'])('%j removes nothing', async (text) => {
  await expect(confirmStage('prod', typed(text), () => undefined)).rejects.toThrow(/^Nothing was removed/);
});

test('where nobody can be asked, --yes is needed', async () => {
  await expect(confirmStage('prod', typed('prod\n', false), () => undefined)).rejects.toThrow(/--yes/);
});
