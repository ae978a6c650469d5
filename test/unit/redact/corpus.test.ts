import { expect, test } from 'vitest';
import { maskSecrets } from '../../../src/redact/redact.ts';
import { leaks, withoutSecrets, withSecrets } from '../../helpers/secrets-corpus.ts';

/** Of what is masked, how much is a secret; of what is a secret, how much is masked. Every third line was kept aside. */
function measure(part: (index: number) => boolean) {
  const secret = withSecrets.filter((_, index) => part(index));
  const plain = withoutSecrets.filter((_, index) => part(index));
  const leaked = secret.filter((line) => leaks(line, maskSecrets(line.text))).map(({ text }) => text);
  const changed = plain.map((text) => maskSecrets(text)).filter((shown, index) => shown !== plain[index]);
  const masked = secret.length - leaked.length;
  return { recall: masked / secret.length, precision: masked / (masked + changed.length), leaked, changed };
}

test('recall and precision, over all and over the third that was kept aside', () => {
  const all = measure(() => true);
  const aside = measure((index) => index % 3 === 2);
  const figures = [all, aside].map(({ recall, precision }) => ({
    recall: recall.toFixed(3),
    precision: precision.toFixed(3),
  }));
  console.log(
    `${withSecrets.length} lines with secrets, ${withoutSecrets.length} without: ${JSON.stringify(figures)}`,
  );
  expect(withSecrets.length).toBeGreaterThanOrEqual(200);
  expect(withoutSecrets.length).toBeGreaterThanOrEqual(200);
  expect(all.leaked).toEqual([]);
  expect(all.changed).toEqual([]);
});

test('a secret stays hidden wherever its line stands: in a sentence, in JSON, in JSON in JSON', () => {
  const leaked = withSecrets
    .filter(({ text }) => !text.includes('\n'))
    .flatMap(({ text, secrets }) => {
      const inJson = JSON.stringify({ level: 'info', message: text });
      const twice = JSON.stringify({ log: inJson });
      const escaped = (value: string, times: number): string =>
        times === 0 ? value : escaped(JSON.stringify(value).slice(1, -1), times - 1);
      return [
        { text: `2026-01-05T10:00:00Z INFO [main] ${text}`, secrets },
        { text: inJson, secrets: secrets.map((secret) => escaped(secret, 1)) },
        { text: twice, secrets: secrets.map((secret) => escaped(secret, 2)) },
      ];
    })
    .filter((line) => leaks(line, maskSecrets(line.text)));
  expect(leaked.map(({ text }) => text)).toEqual([]);
});
