import { expect } from 'vitest';
import { dispatch } from '../../../src/commands/line/dispatch.ts';
import { commands, presentCommands } from '../../../src/commands/registry.ts';
import { refusalOf, replyOf, test as seeded } from '../../helpers/command-account.ts';

/** Lines to a bot that was deployed with `--deployments=off`. */
const test = seeded.extend('ask', { scope: 'file' }, ({ account }) => {
  const present = presentCommands(commands, { 'hands-on': true, deployments: false });
  return (line: string) => dispatch(line, { ...account.context, commands: present });
});

test.for([
  'restart shop/web',
  'rollback shop/web 1',
  'continue shop/checkout',
  'deploy shop/web v1.3',
  'redeploy shop/web',
  'help rollback',
  // An older message's buttons.
  'continue shop/checkout --hook 1a2b --action rollback',
  'restart shop/web ',
])('%j is refused: it says how to turn deployments on', async (line, { ask }) => {
  expect(await refusalOf(ask(line))).toEqual({ code: 'deploymentsOff' });
});

test('help does not name what is not there, and the history of deployments stays', async ({ ask }) => {
  const help = await replyOf('help', ask('help services'));
  // Also a command of that name: the others of its topic.
  const shown = help.type === 'command' ? help.others : [];
  expect(shown.map(({ name }) => name)).toEqual([
    ...['clusters', 'service', 'deployments', 'events', 'scale'],
  ]);
  expect(await replyOf('deployments', ask('deployments shop/web'))).toMatchObject({ kind: 'deployments' });
});

test('a service offers neither restart nor rollback; it can still be scaled', async ({ ask }) => {
  expect((await replyOf('service', ask('service shop/web'))).may).toMatchObject({
    scale: true,
    restart: false,
    rollback: false,
    deploy: false,
  });
  expect((await ask('scale shop/web 4')).outcome).toMatchObject({
    type: 'change',
    change: { type: 'scale' },
  });
});
