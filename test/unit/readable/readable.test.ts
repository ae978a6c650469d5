import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  everyLine,
  runAs,
  type SearchedAccount,
  standStill,
  startSearchedAccount,
} from '../../helpers/searched-account.ts';

let account: SearchedAccount;
let without: SearchedAccount;
beforeAll(async () => {
  account = await startSearchedAccount(true);
  without = await startSearchedAccount(false);
  for (const each of [account, without]) standStill(each);
});
afterAll(() => Promise.all([account.close(), without.close()]));

/** What a person who may look at one cluster alone could read of another: its names, its tasks, what is only there. */
const secretsOf = (cluster: 'shop' | 'hands-on') => {
  const { running, stopped, loose } = account;
  const names = cluster === 'shop' ? ['web', 'api', 'worker'] : ['hello-world'];
  const ids = names.flatMap((name) => [running[name]!, stopped[name]!]);
  const own = cluster === 'shop' ? ['1.4.2', '0.9.0', loose] : [];
  return [cluster, ...names, ...names.map((name) => `log of ${name}`), ...ids, ...own];
};

describe('a person who may look at one cluster', () => {
  test.each([
    ['hands-on', 'shop'],
    ['shop', 'hands-on'],
  ] as const)(
    '%s reads nothing of %s, whatever they type',
    async (own, other) => {
      const run = runAs(account, `${own}/*`);
      // Without a name it makes the cluster that the hands-on names.
      const all = everyLine(account).filter((line) => !/^(?:help.*|create-cluster)$/.test(line));
      expect(all.length).toBeGreaterThan(700);
      for (const line of all) {
        const names = secretsOf(other).filter((name) => !line.includes(name.slice(0, 8)));
        // What to type instead stands in every refusal of an argument, and what the hands-on's names begin with in its.
        const answer = (await run(line)).replace(
          /For example: [^"]*|for example [^"]*|named `hands-on…` or `hello-world…`/g,
          '',
        );
        const found = names.filter((name) =>
          new RegExp(`(?<![\\w-])${name.replaceAll('.', '\\.')}`).test(answer),
        );
        expect(found, `${line}: ${answer}`).toEqual([]);
      }
    },
    120_000,
  );

  test('reads, byte for byte, what they would read if the rest did not exist', async () => {
    const run = runAs(account, 'hands-on/*');
    const runWithout = runAs(without, 'hands-on/*');
    // Ids and the seconds that a start takes are random in each account.
    const plain = (text: string) =>
      text.replace(/[0-9a-f]{8,}|\d{9,}/g, '#').replace(/\b\d+s\b|\d\d:\d\d(?::\d\d(?:\.\d+)?)?/g, '#');
    const own = [account.running['hello-world']!, account.stopped['hello-world']!].map((id) =>
      id.slice(0, 8),
    );
    const isOwn = (line: string) => own.some((id) => line.includes(id)) || /^logs .*hello-world$/.test(line);
    const all = everyLine(account).filter((line) => !isOwn(line));
    expect(all.length).toBeGreaterThan(500);
    for (const line of all) {
      expect(plain(await run(line)), line).toBe(plain(await runWithout(line)));
    }
  }, 120_000);

  test('and reads all of its own', async () => {
    const run = runAs(account, 'shop/*');
    expect(await run('clusters')).toContain('shop');
    expect(await run('services')).toContain('shop/worker');
    expect(await run(`tasks ${account.running.web}`)).toContain('shop-web');
    expect(await run(`why ${account.stopped.web}`)).toContain('shop');
    expect(await run('logs shop/web')).not.toContain(':warning:');
    expect(await run('images shop/web')).toContain('1.4.2');
    expect(await run('task-definition shop-web')).toContain('shop-web:1');
    expect(await run('task-definition shop-web:1')).toContain('shop-web:1');
    expect(await run('push-commands shop/web')).toContain('docker push');
    expect(await run('watches')).toContain('shop/worker');
    expect(await run('watches')).toContain('*');
    expect(await run('audit')).toContain('shop/worker');
    expect(await run('audit')).toContain('scale mine 9');
    expect(await run('tasks shop')).toContain(account.loose.slice(0, 8));
  });
});
