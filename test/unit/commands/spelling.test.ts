import fc from 'fast-check';
import { expect } from 'vitest';
import { splitLine } from '../../../src/commands/line/dispatch.ts';
import { commands } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { problemText } from '../../../src/views/problem.ts';
import { type CommandAccount, refusalOf, test } from '../../helpers/command-account.ts';

// What nobody sees, or sees as a plain character.
test.each([
  ['scale shop/web\u200b 4', ['scale', 'shop/web', '4']],
  ['\u200escale shop/web 4\u200f', ['scale', 'shop/web', '4']],
  ['scale\u2060 shop/\ufeffweb 4\ufe0f', ['scale', 'shop/web', '4']],
  ['scale shop/web 4\ufe0f\u20e3', ['scale', 'shop/web', '4']],
  ['ser\u00advice shop/web', ['service', 'shop/web']],
  ['ｓｅｒｖｉｃｅ　ｓｈｏｐ／ｗｅｂ', ['service', 'shop/web']],
  ['scale shop/web ＋１', ['scale', 'shop/web', '+1']],
  ['scale shop/web －１', ['scale', 'shop/web', '-1']],
  ['scale shop/web ー１', ['scale', 'shop/web', '-1']],
  ['scale shop/web −1', ['scale', 'shop/web', '-1']],
  ['scale shop/web ４ for ２ｈ', ['scale', 'shop/web', '4', 'for', '2h']],
  ['tasks shop –stopped', ['tasks', 'shop', '--stopped']],
  ['tasks shop ‐‐stopped', ['tasks', 'shop', '--stopped']],
  ['tasks shop －－stopped', ['tasks', 'shop', '--stopped']],
  ['tasks shop ーーstopped', ['tasks', 'shop', '--stopped']],
  ['tasks shop ―stopped', ['tasks', 'shop', '--stopped']],
  ['service hands‐on/hello‑world', ['service', 'hands-on/hello-world']],
  ['𝐬𝐞𝐫𝐯𝐢𝐜𝐞 shop/web', ['service', 'shop/web']],
  ['service shop∕web', ['service', 'shop/web']],
  ['service shop⁄web', ['service', 'shop/web']],
  ['scale shop/web ➕1', ['scale', 'shop/web', '+1']],
  ['scale shop/web ➖1', ['scale', 'shop/web', '-1']],
  ['service\u2800shop/web', ['service', 'shop/web']],
  ['mute ＊ ２ｈ', ['mute', '*', '2h']],
  // Somebody's own wording stays.
  ['service "ｓｈｏｐ—ｗｅｂ"', ['service', 'ｓｈｏｐ—ｗｅｂ']],
  ['サーバー', ['サーバー']],
])('%j has the words %j', (line, words) => {
  expect(splitLine(line)).toEqual(words);
});

const unseen = [
  '\u200b',
  '\u200c',
  '\u200d',
  '\u200e',
  '\u200f',
  '\u2060',
  '\ufeff',
  '\ufe0f',
  '\u00ad',
  '\u2066',
  '\u061c',
  '\u3164',
  '\u115f',
  '\u{e0041}',
];
test('what nobody sees changes no line', () => {
  const words = fc.array(fc.stringMatching(/^[a-z0-9/+-]{1,12}$/), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(words, fc.infiniteStream(fc.constantFrom('', '', ...unseen)), (given, between) => {
      const line = given.join(' ');
      const dirty = [...line].map((char) => char + String(between.next().value)).join('');
      expect(splitLine(dirty)).toEqual(splitLine(line));
    }),
  );
});

// What was plainly meant: [what was typed, what it is the same as].
test.for<[string, string]>([
  ['/ecs service shop/web', 'service shop/web'],
  ['/ecs /ecs service shop/web', 'service shop/web'],
  ['ecs service shop/web', 'service shop/web'],
  ['/ecs', 'help'],
  ['service shop web', 'service shop/web'],
  ['tasks shop web --stopped', 'tasks shop/web --stopped'],
  ['scale shop web 4', 'scale shop/web 4'],
  ['scale shop web +1', 'scale shop/web +1'],
  ['scale shop/web to 4', 'scale shop/web 4'],
  ['scale shop/web 4 tasks', 'scale shop/web 4'],
  ['scale shop/web 4 replicas', 'scale shop/web 4'],
  ['scale shop/web by +1', 'scale shop/web +1'],
  ['/scale shop/web 4', 'scale shop/web 4'],
  ['/ecs /scale shop/web 4', 'scale shop/web 4'],
  ['/services', 'services'],
  ['service shop/web?', 'service shop/web'],
  ['service shop/web, ', 'service shop/web'],
  ['scale shop/web 4.', 'scale shop/web 4'],
  ['service shop / web', 'service shop/web'],
  ['scale shop /web 4', 'scale shop/web 4'],
  ['scale shop/ web 4', 'scale shop/web 4'],
  ['scale shop/web 4 for 2 hours', 'scale shop/web 4 for 2h'],
  ['scale shop/web 4 for 2 h', 'scale shop/web 4 for 2h'],
  ['scale shop/web 4 for 30 min', 'scale shop/web 4 for 30m'],
  ['scale shop/web 4 for 90minutes', 'scale shop/web 4 for 90m'],
  ['scale shop/web 4 for 1 day', 'scale shop/web 4 for 1d'],
  ['scale shop web 4 for 2 hours', 'scale shop/web 4 for 2h'],
  ['mute shop/web for 2 hours', 'mute shop/web 2h'],
  ['tasks shop -stopped', 'tasks shop --stopped'],
  ['service *shop/web*', 'service shop/web'],
  ['service _shop/web_', 'service shop/web'],
  ['service ~shop/web~', 'service shop/web'],
  ['service *_shop/web_*', 'service shop/web'],
  ['*service* shop/web', 'service shop/web'],
  ['*service shop/web*', 'service shop/web'],
  ['scale *shop/web* *4*', 'scale shop/web 4'],
  ['mute *shop/web* 2h', 'mute shop/web 2h'],
  ['mute _shop/web_ 2h', 'mute shop/web 2h'],
  ['mute *web*', 'mute */*web*'],
  ['service &lt;shop/web&gt;', 'service shop/web'],
  ['scale &lt;shop/web&gt; &lt;4&gt;', 'scale shop/web 4'],
  ['service [shop/web]', 'service shop/web'],
  ['service (shop/web)', 'service shop/web'],
  ['service 「shop/web」', 'service shop/web'],
  ['service «shop/web»', 'service shop/web'],
  ['service “shop/web”', 'service shop/web'],
  ['service ‘shop/web’', 'service shop/web'],
  ['“service shop/web”', 'service shop/web'],
  ['`service shop/web`', 'service shop/web'],
  ['service shop/web…', 'service shop/web'],
  ['service shop/web...', 'service shop/web'],
  ['service shop/web。', 'service shop/web'],
  ['service shop/web？', 'service shop/web'],
  ['services?', 'services'],
  ['services。', 'services'],
  ['Services', 'services'],
  ['SERVICE shop/web', 'service shop/web'],
  ['SCALE shop/web 4 FOR 2H', 'scale shop/web 4 for 2h'],
  ['scale, shop/web 4', 'scale shop/web 4'],
  ['service\nshop/web', 'service shop/web'],
  ['service\tshop/web\n', 'service shop/web'],
  ['service\u2028shop/web', 'service shop/web'],
  ['service\u2009shop/web', 'service shop/web'],
  ['service　shop／web', 'service shop/web'],
  ['／ｅｃｓ　ｓｅｒｖｉｃｅ　ｓｈｏｐ／ｗｅｂ', 'service shop/web'],
  ['/ECS /ecs service shop/web', 'service shop/web'],
  ['ecs service shop/web', 'service shop/web'],
  ['service 𝑠ℎ𝑜𝑝/𝑤𝑒𝑏', 'service shop/web'],
  ['service <http://shop/web|shop/web>', 'service shop/web'],
  ['service <http://shop/web|shop/web>.', 'service shop/web'],
  ['service *<http://shop/web|shop/web>*', 'service shop/web'],
  ['service /shop/web', 'service shop/web'],
  ['service shop/web/', 'service shop/web'],
  ['scale shop/web 4️⃣', 'scale shop/web 4'],
  ['scale shop/web 𝟒', 'scale shop/web 4'],
  ['scale shop/web ４．', 'scale shop/web 4'],
  ['scale shop/web ー1', 'scale shop/web -1'],
  ['scale shop/web ﹣1', 'scale shop/web -1'],
  ['scale shop/web 4 for ２時間', 'scale shop/web 4 for 2h'],
  ['scale shop/web 4 for 30 分', 'scale shop/web 4 for 30m'],
  ['scale shop/web 4 for 2h.', 'scale shop/web 4 for 2h'],
  ['mute shop/web 2H', 'mute shop/web 2h'],
  ['tasks shop/web ―Stopped', 'tasks shop/web --stopped'],
  ['services ——page＝1', 'services --page=1'],
])('%s is read as %s', async ([line, plain], { account }) => {
  const meant = await account.run(plain);
  expect(await account.run(line)).toEqual(meant);
});

test.for<[string, string]>([
  ['mute shop/*', 'shop/*'],
  ['mute */web*', '*/web*'],
  ['mute *', '*'],
  // There is no such service, so the stars are stars.
  ['mute *shop/w*', '*shop/w*'],
])('%s keeps its stars', async ([line, pattern], { account }) => {
  expect(await account.run(line)).toMatchObject({ outcome: { setting: { pattern } } });
});

// A digit of another kind is no digit of a count: `4²` looks like no 42.
test.for([
  ...['4²', '4⁰', '⁴', '₄', '½', '4½', '①', '④', '⑷', '⒋', 'Ⅳ', 'ⅳ', '⁺1', '⁻1', '+¹', '4³⁰', '一', '٤', '४'],
  ...['4,0', '4.5', '1/2', '1⁄2', '0x4', '4e0', '+-4', '4+', '"４"', '4 . 5'],
])('scale shop/web %s is no count', async (count, { account }) => {
  const problem = await refusalOf(account.run(`scale shop/web ${count}`));
  expect(problem).toMatchObject({ code: expect.stringMatching(/badWord|tooManyWords/) });
});

test.for([
  ...['scale shop/web² 4', 'scale shop/web 4 for 2²h', 'scale shop/web 4 for ②h', 'mute shop/web Ⅱh'],
  ...['mute <!here> 2h', 'mute <!channel> 2h', 'watch @here', 'watch ＠here', 'mute <@U024BE7LR> ½h'],
  ...['scale shop/web 4\nscale shop/api 4', 'scale <mailto:web@shop.example|web@shop.example> 4'],
  ...['scale ⓢhop/web 4', 'ˢcale shop/web 4', '②scale shop/web 4', 'scale 4 shop/web', 'scale "shop/web 4"'],
])('%j is refused', async (line, { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject({ code: expect.any(String) });
});

// `by 2` is no count of 2 and says not which way; what follows another verb is no command.
test.for([
  ...['scale shop/web by 2', 'scale shop web by 2', 'scale shop/web up by 2', 'scale shop/web from 2 to 4'],
  ...['/help scale shop/web 4', '/ecs /help scale shop/web 4', '/stop-task service shop/web'],
])('%s is refused: it was not plainly meant', async (line, { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject({ code: expect.any(String) });
});

test.for(['scale shop/web 4 5', 'service shop web api', 'scale shop web four', 'tasks shop/web -all'])(
  '%s is still refused',
  async (line, { account }) => {
    expect(await refusalOf(account.run(line))).toMatchObject({ code: expect.any(String) });
  },
);

const changing = commands.filter(({ kind }) => kind === 'change').map(({ name }) => name);

test('a changing command is never a guess, whatever was typed', async ({ account }) => {
  const slips = changing.flatMap((name) => [
    name.slice(1),
    name.slice(0, -1),
    `${name}s`,
    `${name[1]}${name[0]}${name.slice(2)}`,
    name.replace('-', ''),
  ]);
  const others = [
    'rollback',
    'bounce',
    '日本語',
    'deploy',
    'xyzzy',
    'rol',
    'drop',
    'scope',
    'step',
    'x',
    'undoo',
  ];
  for (const given of [...slips, ...others]) {
    if (commands.some(({ name }) => name === given)) continue;
    const problem = await refusalOf(account.run(`${given} shop/web`));
    if (problem.code === 'otherWord') {
      // What does it is named, with its help: no line that would do it.
      expect(problem.example.split(' ')[0], given).toMatch(
        changing.includes(problem.command) ? /^help$/ : /./,
      );
      continue;
    }
    if (problem.code === 'shellVerb') continue;
    expect(problem.code, given).toBe('unknownCommand');
    if (problem.code === 'unknownCommand') expect(changing, given).not.toContain(problem.like?.name);
  }
});

test.for<[string, undefined | string]>([
  ['日本語', undefined],
  ['xyzzy', undefined],
  ['servcies', 'services'],
  ['clustres', 'clusters'],
  ['log', 'logs'],
])('to %s the guess is %s', async ([given, like], { account }) => {
  const problem = await refusalOf(account.run(given));
  expect(problem.code === 'unknownCommand' && problem.like?.name).toBe(like);
});

test.for<[string, string]>([
  ['ssh shop/web', 'exec'],
  ['exec shop/web', 'exec'],
])('%s is answered with what does it', async ([line, shell], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject({ code: 'shellVerb', shell });
});

test.for<[string, string]>([
  ['ls', 'services'],
  ['status shop/web', 'service'],
  ['history', 'audit'],
  ['silence shop/web', 'mute'],
  ['stop shop/web', 'stop-task'],
  ['release shop/web', 'deploy'],
  ['bounce shop/web', 'restart'],
  ['revert shop/web', 'rollback'],
])('%s is another word for %s', async ([line, command], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject({ code: 'otherWord', command });
});

test.for<[string, string, object]>([
  ['exec hands-on/hello-world', 'exec', { cluster: 'hands-on', name: 'hello-world' }],
  ['exec *shop/api*?', 'exec', { cluster: 'shop', name: 'api' }],
  ['exec web', 'exec', { name: 'web' }],
  ['run shop/import-prices', 'run', { cluster: 'shop', name: 'import-prices' }],
  ['exec $(reboot)/web', 'exec', {}],
  ["exec 'shop;x/web'", 'exec', {}],
  ['exec the web please', 'exec', {}],
])('%s gets a line for what it names, and for nothing else', async ([line, shell, named], { account }) => {
  const problem = await refusalOf(account.run(line));
  expect(problem).toEqual({ code: 'shellVerb', given: shell, shell, ...named });
  expect(problemText(problem, en)).not.toMatch(/shop web|--service web:/);
  expect(problemText(problem, en)).toContain(
    'cluster' in named ? `--cluster ${named.cluster}` : '--cluster &lt;cluster&gt;',
  );
});

test.for(['out', '-', 's', 'e', 'in', 'on', 'ops', 'hi', 'web', 'what', 'mtue', 'wacth', 'languge'])(
  'no guess is made at %s',
  async (given, { account }) => {
    const problem = await refusalOf(account.run(given));
    expect(problem.code === 'unknownCommand' && problem.like).toBe(undefined);
  },
);

test('two letters that changed places are one slip', async ({ account }) => {
  expect(await refusalOf(account.run('lgos'))).toMatchObject({ like: { name: 'logs' } });
  expect(await refusalOf(account.run('service shop/wbe'))).toMatchObject({ nearest: ['shop/web'] });
});

const outcomeOf = async (account: CommandAccount, line: string) =>
  (await account.run(line)).outcome as unknown;
test.for<[string, string]>([
  ['- service shop/web', 'service shop/web'],
  ['• services', 'services'],
  ['watch shop/web Problems', 'watch shop/web problems'],
  ['watch shop/web ALL', 'watch shop/web all'],
  ['language Ja', 'language ja'],
  ['language ＪＡ', 'language ja'],
  ['language English', 'language en'],
  ['language 日本語', 'language ja'],
  ['hands-on Next', 'hands-on next'],
  ['events shop/web --since 2 hours', 'events shop/web --since 2h'],
  ['events shop/web --since=2 hours', 'events shop/web --since=2h'],
  ['events shop/web --since=2時間', 'events shop/web --since=2h'],
  ['audit shop/web 7 days', 'audit shop/web 7d'],
  ['audit last 24h', 'audit 24h'],
  ['audit shop/web last 7 days', 'audit shop/web 7d'],
  ['audit today', 'audit 24h'],
  ['scale shop/web + 2', 'scale shop/web +2'],
  ['scale shop/web - 2', 'scale shop/web -2'],
])('%s is %s', async ([line, plain], { account }) => {
  expect(await outcomeOf(account, line)).toEqual(await outcomeOf(account, plain));
});

test.for<[string, object]>([
  ['audit shop/wbe', { code: 'unknownService', nearest: ['shop/web'] }],
  ['audit nobody', { code: 'unknownTarget', given: 'nobody' }],
  ['watch Shop/* all', { code: 'unknownCluster', given: 'Shop', nearest: ['shop'] }],
])('%s is refused, for there is none', async ([line, problem], { account }) => {
  expect(await refusalOf(account.run(line))).toMatchObject(problem);
});
