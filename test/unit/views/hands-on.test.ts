import { describe, expect, test } from 'vitest';
import {
  type HandsOnFacts,
  type HandsOnMemory,
  type HandsOnWhere,
  stepIds,
} from '../../../src/hands-on/hands-on.ts';
import { progressOf, remember } from '../../../src/hands-on/progress.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { handsOnView, movedHandsOnView, nextStepView } from '../../../src/views/hands-on/message.ts';
import { expectSafe } from '../../helpers/hostile.ts';
import { allThere, without } from '../../helpers/sample-lesson.ts';

const read: HandsOnMemory = { startedAt: 0, read: ['containers', 'image'] };
const stop = { at: allThere.at, healedMs: 38_000 };
const four = { desiredCount: 4, runningCount: 4, deployed: true, failed: false };
const cleaning = remember(read, { ...allThere, stop, service: four }, 1);

/** An account and a memory at which each step is the current one; the last is over. */
const at: Readonly<Record<string, readonly [HandsOnMemory, HandsOnFacts]>> = {
  containers: [{ startedAt: 0, read: [] }, { at: allThere.at }],
  image: [{ startedAt: 0, read: ['containers'] }, { at: allThere.at }],
  repository: [read, { at: allThere.at }],
  push: [read, { at: allThere.at, repository: { uri: 'u' } }],
  network: [read, without(allThere, 'network')],
  cluster: [read, without(allThere, 'cluster')],
  'task-definition': [read, without(allThere, 'taskDefinition')],
  service: [read, without(allThere, 'service')],
  failing: [read, { ...allThere, service: { ...four, deployed: false, failed: true } }],
  'stop-task': [read, allThere],
  scale: [read, { ...allThere, stop }],
  'clean-up': [cleaning, allThere],
  emptied: [cleaning, without(allThere, 'service', 'cluster')],
  over: [cleaning, { at: allThere.at }],
};
const aws: HandsOnWhere = { region: 'eu-west-1' };
const lessonAt = (name: string, place = 1, where = aws) => {
  const [memory, facts] = at[name]!;
  return progressOf({ userId: 'U0OPERATOR', place, where, memory: remember(memory, facts, place) }, facts);
};

describe.each([
  ['en', en],
  ['ja', ja],
] as const)('in %s', (_, messages) => {
  test.each(Object.keys(at))('Slack takes it at %s, alone too', (name) => {
    for (const place of [1, 2]) {
      const lesson = lessonAt(name, place);
      expectSafe(handsOnView(lesson, messages));
      expectSafe(handsOnView(lessonAt(name, place, { ...aws, endpoint: 'http://127.0.0.1:4566' }), messages));
      for (const done of stepIds) expectSafe(nextStepView(done, lesson, messages));
    }
    expectSafe(movedHandsOnView('U0OPERATOR', messages));
  });

  test.each(stepIds)('%s is explained in three sentences at most', (id) => {
    const { idea } = messages.handsOn.steps[id];
    expect(idea.match(/[.。](?=\s|$|[^\d\w)`])/g)?.length ?? 0).toBeLessThanOrEqual(3);
    expect(idea.split('`').length % 2).toBe(1);
  });
});

/** What the lesson's own button says at a step. */
const lineAt = (name: string, place = 1) =>
  /"value":"([^"]*)"/.exec(JSON.stringify(handsOnView(lessonAt(name, place), en).blocks))?.[1];

test('the button of a step does what its card says to type', () => {
  expect(Object.keys(at).map((name) => lineAt(name))).toEqual([
    'hands-on next --step containers --of U0OPERATOR',
    'hands-on next --step image --of U0OPERATOR',
    'create-repository hello-world',
    'push-commands hello-world',
    undefined,
    'create-cluster hands-on',
    'register-task-definition hello-world hello-world:latest',
    'create-service hands-on/hello-world hello-world',
    undefined,
    'stop-task hands-on/hello-world',
    'scale hands-on/hello-world 4',
    'delete-service hands-on/hello-world',
    undefined,
    'hands-on again --of U0OPERATOR',
  ]);
  for (const name of Object.keys(at)) {
    const line = lineAt(name);
    if (line === undefined || line.startsWith('hands-on')) continue;
    expect(handsOnView(lessonAt(name), en).text).toContain(`/ecs ${line}`);
  }
});

test('beside the first learner the names have a number, and the network stays', () => {
  expect(lineAt('service', 2)).toBe('create-service hands-on-2/hello-world-2 hello-world-2');
  const text = handsOnView(lessonAt('emptied', 2), en).text;
  expect(text).toContain(
    'aws ecr delete-repository --repository-name hello-world-2 --force --region eu-west-1',
  );
  expect(text).not.toContain('npm run hands-on -- down');
});

test('a failed deployment says where its reason is', () => {
  expect(JSON.stringify(handsOnView(lessonAt('failing'), en).blocks)).toContain(
    '/ecs why hands-on/hello-world',
  );
});

test('a line that is copied into a shell asks the AWS that the lesson asks', () => {
  const textAt = (name: string, where: HandsOnWhere) => handsOnView(lessonAt(name, 1, where), en).text;
  expect(textAt('network', aws)).toContain('npm run hands-on -- up --lesson --region eu-west-1');
  const local = { region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' };
  expect(textAt('network', local)).toContain('npm run hands-on -- up --lesson --local');
  expect(textAt('emptied', { ...local, endpoint: 'http://127.0.0.1:4711' })).toContain(
    'npm run hands-on -- down --endpoint http://127.0.0.1:4711',
  );
  expect(textAt('push', local)).toContain('npm run hands-on -- push hello-world --local');
  expect(textAt('push', aws)).not.toContain('curl');
});

test('what is on the learner’s machine costs nothing', () => {
  const endpoint = 'http://127.0.0.1:4566';
  for (const [messages, costs] of [
    [en, 'costs money'],
    [ja, '料金がかかり'],
  ] as const) {
    expect(handsOnView(lessonAt('emptied', 1, aws), messages).text).toContain(costs);
    expect(handsOnView(lessonAt('emptied', 1, { ...aws, endpoint }), messages).text).not.toContain(costs);
  }
});
