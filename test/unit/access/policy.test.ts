import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readPolicy } from '../../../src/access/policy.ts';

const commands = ['scale', 'stop-task', 'watch'];
const grant = { who: 'U0ANNA', may: 'change', on: 'shop/*' };
const read = (value: unknown) => readPolicy(value, commands);
const problem = (value: unknown) => {
  const reading = read(value);
  return reading.type === 'unusable' ? reading.problem : 'fine';
};

test('one value or a list, a name for each grant, reads open unless the file says otherwise', () => {
  expect(
    read({
      grants: [
        grant,
        {
          name: 'night watch',
          who: ['S0NIGHT', 'C0OPS', 'everyone'],
          may: ['scale', 'stop-task'],
          on: ['shop/w*', 'tag:team=shop=a'],
          'max-desired': 10,
          'min-running': 0,
          families: 'web-*',
          repositories: ['shop/*', 'public.ecr.aws/nginx/nginx'],
          hours: 'Fri-Sat 22:00-06:00 Europe/Berlin',
          approval: 'second-person',
        },
      ],
    }),
  ).toEqual({
    type: 'policy',
    policy: {
      reads: 'members',
      grants: [
        { name: 'grant 1', who: ['U0ANNA'], may: ['change'], on: ['shop/*'] },
        {
          name: 'night watch',
          who: ['S0NIGHT', 'C0OPS', 'everyone'],
          may: ['scale', 'stop-task'],
          on: ['shop/w*', 'tag:team=shop=a'],
          maxDesired: 10,
          minRunning: 0,
          families: ['web-*'],
          repositories: ['shop/*', 'public.ecr.aws/nginx/nginx'],
          hours: {
            days: [5, 6],
            from: 1320,
            to: 360,
            timeZone: 'Europe/Berlin',
            text: 'Fri-Sat 22:00-06:00 Europe/Berlin',
          },
          approval: 'second-person',
        },
      ],
    },
  });
  expect(read({ reads: 'granted', grants: [] })).toMatchObject({ policy: { reads: 'granted', grants: [] } });
});

describe('what is wrong is named with its place and what to write instead', () => {
  test.each<[unknown, string]>([
    [null, 'the file: null does not fit; write reads and grants, as docs/access.md shows.'],
    [{}, 'grants: it is missing; write a list of grants, [] for none.'],
    [{ grants: {} }, 'grants: {} does not fit; write a list of grants, [] for none.'],
    [{ grants: [], read: 'members' }, 'the file: it has no "read"; write reads and grants.'],
    [{ reads: 'all', grants: [] }, 'reads: "all" does not fit; write members or granted.'],
    [{ grants: ['U1'] }, 'grants[0]: "U1" does not fit; write a grant with who, may and on.'],
    [
      { grants: [grant, { ...grant, 'max-desire': 3 }] },
      'grants[1]: it has no "max-desire"; write name, who, may, on, max-desired, min-running, families, repositories, hours or approval.',
    ],
    [
      { grants: [{ ...grant, who: ['U0ANNA', '@anna'] }] },
      'grants[0].who[1]: "@anna" does not fit; write Slack ids of users (U… or W…), user groups (S…) or channels (C… or G…), or everyone.',
    ],
    [
      { grants: [{ ...grant, who: [] }] },
      'grants[0].who: [] does not fit; write Slack ids of users (U… or W…), user groups (S…) or channels (C… or G…), or everyone.',
    ],
    [
      { grants: [{ who: 'U0ANNA', on: '*' }] },
      'grants[0].may: it is missing; write read, change, break-glass, or commands: scale, stop-task, watch.',
    ],
    [
      { grants: [{ ...grant, may: 'scal' }] },
      'grants[0].may: "scal" does not fit; write read, change, break-glass, or commands: scale, stop-task, watch.',
    ],
    [
      { grants: [{ ...grant, on: 'shop' }] },
      'grants[0].on: "shop" does not fit; write cluster/service with * where anything may stand (shop/web, shop/*), * for all, or tag:key=value of an ECS tag that does not begin with ecs-bot:.',
    ],
    [
      { grants: [{ ...grant, 'max-desired': '9' }] },
      'grants[0].max-desired: "9" does not fit; write a whole number from 0 to 100000.',
    ],
    [
      { grants: [{ ...grant, hours: 'Mon-Fry 09:00-18:00 Europe/Berlin' }] },
      'grants[0].hours: "Mon-Fry 09:00-18:00 Europe/Berlin" does not fit; write days, times and a time zone, as in Mon-Fri 09:00-18:00 Europe/Berlin.',
    ],
    [
      { grants: [{ ...grant, approval: 'yes' }] },
      'grants[0].approval: "yes" does not fit; write second-person, or leave it out.',
    ],
    [
      { grants: [grant, { ...grant, name: 'grant 1' }] },
      'grants[1].name: another grant is named "grant 1"; write a name of its own.',
    ],
  ])('%j', (value, sentence) => {
    expect(problem(value)).toBe(sentence);
  });
});

test.each([
  ...['shop/web/x', 'shop/', '/web', 'shop web', '**/*/', 'tag:team', 'tag:=x', 'tag:ecs-bot:max=9', ''],
])('no target: %s', (on) => {
  expect(problem({ grants: [{ ...grant, on }] })).toContain('grants[0].on');
});

test.each([...['shop/web', '*', '*/*', '*/web', 's*p/w-*', 'tag:a=', 'tag:aws:x/y=b=c']])(
  'a target: %s',
  (on) => {
    expect(problem({ grants: [{ ...grant, on }] })).toBe('fine');
  },
);

test('what an editor or a person may have made of YAML is a sentence, never an exception', () => {
  for (const text of [
    '',
    '[]',
    'grants: 3',
    'grants: [[]]',
    'grants: [null]',
    'grants: [{who: {a: 1}}]',
    '7',
  ]) {
    expect(problem(parse(text))).toMatch(/^(?:the file|grants[^:]*): .*; write .*\.$/);
  }
});
