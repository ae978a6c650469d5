import {
  DeregisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { listServiceDeployments } from '../../../src/aws/ecs/service-deployments.ts';
import type { Card, ChangeOutcome, Intent } from '../../../src/changes/card.ts';
import type { Change } from '../../../src/changes/change.ts';
import { kindOf } from '../../../src/changes/kinds/index.ts';
import type { Clients } from '../../../src/changes/kinds/kind.ts';
import { makeOnce } from '../../../src/changes/once.ts';
import { type CommandAccount, startTestAccount } from '../../helpers/command-account.ts';
import { memoryStore } from '../../helpers/memory-stores.ts';

const web = { cluster: 'shop', service: 'web' };
const second = 1000;
const tenMinutes = 600 * second;

/** What becomes of a try's UpdateService. */
type Sending = 'answered' | 'answer lost' | 'never arrives';

interface Kind {
  readonly line: string;
  readonly prepare?: (account: CommandAccount) => Promise<unknown>;
}

/** Every change that begins a deployment. */
const kinds: Readonly<Record<string, Kind>> = {
  restart: { line: 'restart shop/web' },
  deploy: { line: 'deploy shop/web 1.4.1' },
  'deploy of a revision': {
    line: 'deploy shop/web shop-web:1',
    prepare: (account) => tryOf(account, 'deploy shop/web 1.4.1').then((send) => send('answered')),
  },
  rollback: {
    line: 'rollback shop/web',
    prepare: (account) => tryOf(account, 'deploy shop/web 1.4.1').then((send) => send('answered')),
  },
  'rollback to a revision that was deregistered': {
    line: 'rollback shop/web',
    async prepare(account) {
      const send = await tryOf(account, 'deploy shop/web 1.4.1');
      await send('answered');
      await account.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'shop-web:1' }));
    },
  },
};

/** Decides on a line's change; call what it returns for each try of its job. */
async function tryOf(account: Omit<CommandAccount, 'close'>, line: string) {
  const { ecs, clock, context, run } = account;
  const { outcome } = await run(line);
  if (outcome.type !== 'change') throw new Error(`${line} is no change`);
  const change: Change = outcome.change;
  const kind = kindOf(change);
  const card = { id: 'card', change, askedBy: 'U1', line } as Card;
  const decidedAt = new Date(clock.now()).toISOString();
  const intent: Intent = { card, decision: 'make', decidedBy: 'U1', jobId: 'job', decidedAt };
  const store = memoryStore();
  let tries = 0;
  return (sending: Sending): Promise<ChangeOutcome> => {
    const send = async (command: object) => {
      const isUpdate = command instanceof UpdateServiceCommand;
      if (isUpdate && sending === 'never arrives') throw new Error('socket hang up');
      const answer = await ecs.send(command as UpdateServiceCommand);
      if (isUpdate && sending === 'answer lost') throw new Error('socket hang up');
      return answer;
    };
    const ecsOnce = { send } as unknown as Clients['ecsOnce'];
    tries += 1;
    return makeOnce(intent, { ...kind, findMade: kind.findMade! } as never, tries > 1, {
      clients: { ...context, ecs, ecsOnce },
      store,
      now: () => clock.now(),
      sleep: async () => {},
      lastTry: false,
    });
  };
}

async function start({ prepare, line }: Kind, readLagMs = 0) {
  const account = await startTestAccount({ readLagMs });
  await account.clock.advance(tenMinutes);
  await prepare?.(account);
  const before = await begun(account);
  return {
    ...account,
    send: await tryOf(account, line),
    /** How many deployments have begun since the decision. */
    begun: async () => (await begun(account)) - before,
  };
}

async function begun({ ecs, clock }: Pick<CommandAccount, 'ecs' | 'clock'>): Promise<number> {
  await clock.advance(tenMinutes);
  return (await listServiceDeployments(ecs, web, { most: 100 })).length;
}

/** The deployment in progress goes back, to its end. */
async function goBack({ ecs, clock }: Pick<CommandAccount, 'ecs' | 'clock'>): Promise<void> {
  const [newest] = await listServiceDeployments(ecs, web, { most: 1 });
  await ecs.send(
    new StopServiceDeploymentCommand({ serviceDeploymentArn: newest!.arn, stopType: 'ROLLBACK' }),
  );
  await clock.advance(tenMinutes);
}

describe.for(Object.entries(kinds))('a %s', ([, kind]) => {
  test('that has gone back was made, and is not made again', async () => {
    const { send, begun, close, ...account } = await start(kind);
    await expect(send('answer lost')).rejects.toThrow('socket hang up');
    await account.clock.advance(5 * second);
    await goBack(account);
    expect(await send('answered')).toMatchObject({ result: 'applied' });
    expect(await begun()).toBe(1);
    await close();
  });

  test('is not sent where somebody else’s deployment began meanwhile and has gone back', async () => {
    const { send, begun, close, ...account } = await start(kind);
    await expect(send('never arrives')).rejects.toThrow('socket hang up');
    await account.clock.advance(20 * second);
    const other = await tryOf(account, 'deploy shop/web 1.4.0');
    await other('answered');
    await account.clock.advance(5 * second);
    await goBack(account);
    expect(await send('answered')).toMatchObject({ result: 'unknown' });
    expect(await begun()).toBe(1);
    await close();
  });

  test('whose second try has no answer either is not sent a third time before ECS shows that', async () => {
    const { send, begun, close, clock } = await start(kind, 5 * second);
    await expect(send('never arrives')).rejects.toThrow('socket hang up');
    await clock.advance(61 * second);
    await expect(send('answer lost')).rejects.toThrow('socket hang up');
    await clock.advance(second);
    await expect(send('answered')).rejects.toMatchObject({ name: 'NotShownYet', seconds: 59 });
    await clock.advance(59 * second);
    expect(await send('answered')).toMatchObject({ result: 'applied' });
    expect(await begun()).toBe(1);
    await close();
  });

  test('is sent by one of two deliveries of its job that come at once', async () => {
    const { send, begun, close, clock } = await start(kind);
    await expect(send('never arrives')).rejects.toThrow('socket hang up');
    await clock.advance(61 * second);
    const both = await Promise.allSettled([send('answered'), send('answered')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await begun()).toBe(1);
    await close();
  });
});

test('a restart that never arrived is sent again, also just after the deployment that its card showed', async () => {
  const account = await startTestAccount();
  const before = await begun(account);
  const first = await tryOf(account, 'restart shop/web');
  await first('answered');
  await account.clock.advance(5 * second);
  const send = await tryOf(account, 'restart shop/web');
  await expect(send('never arrives')).rejects.toThrow('socket hang up');
  await account.clock.advance(61 * second);
  expect(await send('answered')).toMatchObject({ result: 'applied' });
  expect((await begun(account)) - before).toBe(2);
  await account.close();
});
