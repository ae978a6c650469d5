import { expect, test } from 'vitest';
import type { Surface } from '../../../infra/local/slack/block-kit/rules.ts';
import { validateBlocks, validateView } from '../../../infra/local/slack/block-kit/validate.ts';

const x = (length: number) => 'x'.repeat(length);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const many = <Item>(count: number, item: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => item(index));
const option = (text = 'a', value = 'a') => ({ text: plain(text), value });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const button = (more: object = {}) => actions({ type: 'button', text: plain('b'), ...more });
const select = (more: object) => actions({ type: 'static_select', ...more });
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const image = (more: object = {}) => ({
  type: 'image',
  image_url: 'https://a.b/c.png',
  alt_text: 'a',
  ...more,
});
const raw = (text = 'a') => ({ type: 'raw_text', text });
const rich = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});
const table = (rows: object[][]) => ({ type: 'table', rows });
const dataTable = (rows: object[][], more: object = {}) => ({
  type: 'data_table',
  caption: 'c',
  rows,
  ...more,
});
const confirm = (more: object) => button({ confirm: { text: plain('Sure?'), ...more } });
const input = (more: object = {}) => ({
  type: 'input',
  label: plain('l'),
  element: { type: 'plain_text_input' },
  ...more,
});
const cells = (rows: number, columns: number) => many(rows, () => many(columns, () => raw()));

/** What is limited, the highest that is allowed, and a block with `count` of it. */
const limits: readonly (readonly [string, number, (count: number) => object, Surface?])[] = [
  ['block_id', 255, (n) => ({ ...section('a'), block_id: x(n) })],
  ['action_id', 255, (n) => button({ action_id: x(n) })],
  ['section text', 3000, (n) => section(x(n))],
  ['section fields', 10, (n) => ({ type: 'section', fields: many(n, () => plain('a')) })],
  ['a section field', 2000, (n) => ({ type: 'section', fields: [plain(x(n))] })],
  ['header text', 150, (n) => ({ type: 'header', text: plain(x(n)) })],
  ['context elements', 10, (n) => ({ type: 'context', elements: many(n, () => plain('a')) })],
  ['context text', 3000, (n) => ({ type: 'context', elements: [mrkdwn(x(n))] })],
  ['actions elements', 25, (n) => actions(...many(n, () => ({ type: 'button', text: plain('b') })))],
  [
    'context_actions elements',
    5,
    (n) => ({
      type: 'context_actions',
      elements: many(n, () => ({ type: 'icon_button', icon: 'trash', text: plain('b') })),
    }),
  ],
  ['image alt_text', 2000, (n) => image({ alt_text: x(n) })],
  ['image title', 2000, (n) => image({ title: plain(x(n)) })],
  ['image url', 3000, (n) => image({ image_url: `https://${x(n - 8)}` })],
  ['button text', 75, (n) => button({ text: plain(x(n)) })],
  ['button value', 2000, (n) => button({ value: x(n) })],
  ['button url', 3000, (n) => button({ url: x(n) })],
  ['button accessibility_label', 75, (n) => button({ accessibility_label: x(n) })],
  ['confirm title', 100, (n) => confirm({ title: plain(x(n)) })],
  ['confirm text', 300, (n) => confirm({ text: mrkdwn(x(n)) })],
  ['confirm button', 30, (n) => confirm({ confirm: plain(x(n)) })],
  ['deny button', 30, (n) => confirm({ deny: plain(x(n)) })],
  ['option text', 75, (n) => select({ options: [option(x(n))] })],
  ['option value', 75, (n) => select({ options: [option('a', x(n))] })],
  ['option description', 75, (n) => select({ options: [{ ...option(), description: plain(x(n)) }] })],
  ['static_select options', 100, (n) => select({ options: many(n, () => option()) })],
  [
    'static_select groups',
    100,
    (n) => select({ option_groups: many(n, () => ({ label: plain('g'), options: [option()] })) }),
  ],
  [
    'options of a group',
    100,
    (n) => select({ option_groups: [{ label: plain('g'), options: many(n, () => option()) }] }),
  ],
  ['group label', 75, (n) => select({ option_groups: [{ label: plain(x(n)), options: [option()] }] })],
  ['placeholder', 150, (n) => select({ options: [option()], placeholder: plain(x(n)) })],
  ['overflow options', 5, (n) => actions({ type: 'overflow', options: many(n, () => option()) })],
  ['checkboxes', 10, (n) => actions({ type: 'checkboxes', options: many(n, () => option()) })],
  ['radio_buttons', 10, (n) => actions({ type: 'radio_buttons', options: many(n, () => option()) })],
  ['input label', 2000, (n) => input({ label: plain(x(n)) })],
  ['input hint', 2000, (n) => input({ hint: plain(x(n)) })],
  [
    'plain_text_input max_length',
    3000,
    (n) => input({ element: { type: 'plain_text_input', max_length: n } }),
  ],
  ['markdown', 12_000, (n) => ({ type: 'markdown', text: x(n) })],
  ['alert text', 200, (n) => ({ type: 'alert', text: plain(x(n)) }), 'modal'],
  ['card title', 150, (n) => ({ type: 'card', title: mrkdwn(x(n)) })],
  ['card subtitle', 150, (n) => ({ type: 'card', title: mrkdwn('a'), subtitle: mrkdwn(x(n)) })],
  ['card body', 200, (n) => ({ type: 'card', body: mrkdwn(x(n)) })],
  [
    'card actions',
    3,
    (n) => ({ type: 'card', actions: many(n, () => ({ type: 'button', text: plain('b') })) }),
  ],
  [
    'carousel',
    10,
    (n) => ({ type: 'carousel', elements: many(n, () => ({ type: 'card', title: mrkdwn('a') })) }),
  ],
  ['container title', 150, (n) => ({ type: 'container', title: plain(x(n)), child_blocks: [section('a')] })],
  [
    'container subtitle',
    150,
    (n) => ({ type: 'container', title: plain('a'), subtitle: plain(x(n)), child_blocks: [section('a')] }),
  ],
  [
    'container children',
    10,
    (n) => ({ type: 'container', title: plain('a'), child_blocks: many(n, () => section('a')) }),
  ],
  ['data_table rows', 201, (n) => dataTable(cells(n, 1))],
  ['data_table columns', 20, (n) => dataTable(cells(2, n))],
  ['data_table page_size', 100, (n) => dataTable(cells(2, 1), { page_size: n })],
  ['data_table characters', 20_000, (n) => dataTable([[raw()], [raw(x(n - 1))]])],
  ['table rows', 100, (n) => table(cells(n, 1))],
  ['table columns', 20, (n) => table(cells(1, n))],
  ['table characters', 10_000, (n) => table([[raw(x(n))]])],
  ['table characters in rich text', 10_000, (n) => table([[rich(x(n))]])],
  [
    'column_settings',
    20,
    (n) => ({ ...table(cells(1, 1)), column_settings: many(n, () => ({ align: 'left' })) }),
  ],
];

test.each(limits.map(([name, limit, block, surface = 'message']) => ({ name, limit, block, surface })))(
  '$name: at most $limit',
  ({ limit, block, surface }) => {
    expect(validateBlocks([block(limit)], surface)).toEqual([]);
    expect(validateBlocks([block(limit + 1)], surface)).not.toEqual([]);
  },
);

/** The same with a lowest value. */
const minimums: readonly (readonly [string, object, object])[] = [
  ['text', section('a'), section('')],
  ['raw_text', table([[raw('a')]]), table([[raw('')]])],
  ['data_table rows', dataTable(cells(2, 1)), dataTable(cells(1, 1))],
  [
    'data_table page_size',
    dataTable(cells(2, 1), { page_size: 1 }),
    dataTable(cells(2, 1), { page_size: 0 }),
  ],
  [
    'carousel',
    { type: 'carousel', elements: [{ type: 'card', title: mrkdwn('a') }] },
    { type: 'carousel', elements: [] },
  ],
  ['actions', button(), actions()],
];

test.each(minimums)('%s has a lower limit', (_, right, wrong) => {
  expect(validateBlocks([right], 'message')).toEqual([]);
  expect(validateBlocks([wrong], 'message')).not.toEqual([]);
});

test('50 blocks in a message, 100 in a view', () => {
  const blocks = (count: number) => many(count, () => ({ type: 'divider' }));
  expect(validateBlocks(blocks(50), 'message')).toEqual([]);
  expect(validateBlocks(blocks(51), 'message')).toMatchObject([
    { message: 'no more than 50 items allowed', pointer: '/blocks' },
  ]);
  for (const surface of ['modal', 'home'] as const) {
    expect(validateBlocks(blocks(100), surface)).toEqual([]);
    expect(validateBlocks(blocks(101), surface)).toHaveLength(1);
  }
});

test('markdown counts together, and there is one table a message', () => {
  const markdown = (count: number) => ({ type: 'markdown', text: x(count) });
  expect(validateBlocks([markdown(6000), markdown(6000)], 'message')).toEqual([]);
  expect(validateBlocks([markdown(6000), markdown(6001)], 'message')).toHaveLength(1);
  expect(validateBlocks([dataTable(cells(2, 1)), dataTable(cells(2, 1))], 'message')).toEqual([]);
  expect(validateBlocks([table(cells(1, 1)), table(cells(1, 1))], 'message')).toMatchObject([
    { message: 'only_one_table_allowed' },
  ]);
});

test('ids are unique: of blocks in a message, of actions in a block', () => {
  const named = (id: string) => ({ ...section('a'), block_id: id });
  const pressable = (id: string) => ({ type: 'button', text: plain('b'), action_id: id });
  expect(validateBlocks([named('a'), named('b')], 'message')).toEqual([]);
  expect(validateBlocks([named('a'), named('a')], 'message')).toHaveLength(1);
  expect(validateBlocks([actions(pressable('a')), actions(pressable('a'))], 'message')).toEqual([]);
  expect(validateBlocks([actions(pressable('a'), pressable('a'))], 'message')).toHaveLength(1);
});

const surfaces: readonly (readonly [object, readonly Surface[]])[] = [
  [section('a'), ['message', 'modal', 'home']],
  [{ type: 'markdown', text: 'a' }, ['message']],
  [{ type: 'alert', text: plain('a') }, ['modal']],
  [table(cells(1, 1)), ['message', 'home']],
  [dataTable(cells(2, 1)), ['message', 'home']],
  [{ type: 'plan', title: 'a' }, ['message']],
  [{ type: 'task_card', task_id: '1', title: 'a', status: 'complete' }, ['message']],
  [
    { type: 'context_actions', elements: [{ type: 'icon_button', icon: 'trash', text: plain('b') }] },
    ['message'],
  ],
  [{ type: 'carousel', elements: [{ type: 'card', title: mrkdwn('a') }] }, ['message', 'home']],
  [{ type: 'card', title: mrkdwn('a') }, ['message', 'modal', 'home']],
];

test.each(surfaces)('%o shows on %o only', (block, allowed) => {
  for (const surface of ['message', 'modal', 'home'] as const) {
    const problems = validateBlocks([block], surface);
    if (allowed.includes(surface)) expect(problems).toEqual([]);
    else expect(problems).toMatchObject([{ code: 'unsupported_type', pointer: '/blocks/0/type' }]);
  }
});

test('a task is pending inside a plan only, and titles are bare strings', () => {
  const task = (more: object) => ({
    type: 'task_card',
    task_id: '1',
    title: 'a',
    status: 'pending',
    ...more,
  });
  expect(validateBlocks([{ type: 'plan', title: 'p', tasks: [task({})] }], 'message')).toEqual([]);
  expect(validateBlocks([task({})], 'message')).toHaveLength(1);
  expect(validateBlocks([task({ status: 'complete', title: plain('a') })], 'message')).toHaveLength(1);
  expect(validateBlocks([{ type: 'plan', title: plain('p') }], 'message')).toHaveLength(1);
});

const wrong: readonly (readonly [object | string | null, string, string])[] = [
  [{ type: 'file', source: 'remote', external_id: 'a' }, 'unsupported type: file', '/blocks/0/type'],
  [{ type: 'constructor' }, 'unsupported type: constructor', '/blocks/0/type'],
  [{}, 'missing required field: type', '/blocks/0'],
  ['text', 'must be an object', '/blocks/0'],
  [null, 'must be an object', '/blocks/0'],
  [{ type: 'header' }, 'missing required field: text', '/blocks/0'],
  [{ type: 'header', text: mrkdwn('a') }, 'must be one of: plain_text', '/blocks/0/text/type'],
  [{ type: 'section' }, 'missing required field: text or fields', '/blocks/0'],
  [{ type: 'divider', text: plain('a') }, 'invalid additional property: text', '/blocks/0'],
  [button({ style: 'default' }), 'must be one of: primary, danger', '/blocks/0/elements/0/style'],
  [
    { type: 'section', text: { ...mrkdwn('a'), emoji: true } },
    'invalid additional property: emoji',
    '/blocks/0/text',
  ],
  [select({}), 'missing required field: options or option_groups', '/blocks/0/elements/0'],
  [image({ image_url: 'data:x' }), 'must be a valid URL', '/blocks/0/image_url'],
  [
    { type: 'table', rows: [[{ type: 'raw_number', text: '1' }]] },
    'missing required field: value',
    '/blocks/0/rows/0/0',
  ],
  [
    { type: 'container', title: plain('a'), child_blocks: [section('a')], default_collapsed: true },
    'default_collapsed requires is_collapsible',
    '/blocks/0/default_collapsed',
  ],
];

test.each(wrong)('%o', (block, message, pointer) => {
  expect(validateBlocks([block], 'message')).toMatchObject([{ message, pointer }]);
});

test('views: lengths, submit for input blocks, one focus', () => {
  const view = (more: object = {}) => ({ type: 'modal', title: plain('t'), blocks: [section('a')], ...more });
  const focused = (id: string) =>
    input({ block_id: id, element: { type: 'plain_text_input', focus_on_load: true } });
  const rows: readonly (readonly [object, number])[] = [
    [view(), 0],
    [view({ title: plain(x(24)), submit: plain(x(24)), close: plain(x(24)) }), 0],
    [view({ title: plain(x(25)) }), 1],
    [view({ submit: plain(x(25)) }), 1],
    [view({ close: plain(x(25)) }), 1],
    [view({ private_metadata: x(3000), callback_id: x(255), external_id: x(255) }), 0],
    [view({ private_metadata: x(3001) }), 1],
    [view({ callback_id: x(256) }), 1],
    [view({ external_id: x(256) }), 1],
    [view({ blocks: [input()] }), 1],
    [view({ blocks: [input()], submit: plain('Go') }), 0],
    [view({ blocks: [focused('a'), focused('b')], submit: plain('Go') }), 1],
    [{ type: 'home', blocks: [section('a')] }, 0],
    [{ type: 'home', blocks: [section('a')], title: plain('t') }, 1],
  ];
  for (const [given, count] of rows) expect(validateView(given)).toHaveLength(count);
});

test('what a bot sends most passes', () => {
  const blocks = [
    { type: 'header', text: { ...plain('Services'), emoji: true } },
    { ...section('*web*'), accessory: { type: 'overflow', options: [option()] } },
    { type: 'context', elements: [image(), mrkdwn('a')] },
    { type: 'divider' },
    rich('hello'),
    dataTable([[raw('n')], [{ type: 'raw_number', value: 1.5, text: '1.5' }]]),
    {
      type: 'plan',
      title: 'Healing',
      tasks: [{ type: 'task_card', task_id: '1', title: 'a', status: 'error', details: rich('d') }],
    },
  ];
  expect(validateBlocks(blocks, 'message')).toEqual([]);
});
