import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Reply } from '../../../src/commands/registry.ts';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import type { Message } from '../../../src/views/blocks.ts';
import { problemView } from '../../../src/views/problem.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { expectSafe, hostileText, makeHostile } from '../../helpers/hostile.ts';
import { sampleProblems } from '../../helpers/sample-problems.ts';
import { sampleReplies } from '../../helpers/sample-replies.ts';

const now = Date.parse('2026-11-23T12:00:00Z');
const replies: readonly Reply[] = Object.values(sampleReplies);
const catalogues = [en, ja];
const views = (reply: Reply, shared = false): Message[] =>
  catalogues.map((messages) => replyView(reply, messages, { now, shared }));
const expectAllSafe = (messages: readonly Message[]) => messages.forEach(expectSafe);
const texts = fc.infiniteStream(fc.option(hostileText, { nil: undefined, freq: 2 }));
const take = (stream: Iterator<string | undefined>) => () => stream.next().value;

test.each(replies)('$kind as it is', (reply) => {
  expectAllSafe(views(reply));
});

test.each(replies)('$kind with hostile names', (reply) => {
  fc.assert(
    fc.property(texts, fc.boolean(), (stream, shared) => {
      expectAllSafe(views(makeHostile(reply, take(stream)), shared));
    }),
    { numRuns: 60 },
  );
});

test.each(replies)('$kind without buttons when the channel sees it', (reply) => {
  expect(JSON.stringify(views(reply, true).map(({ blocks }) => blocks))).not.toContain('"button"');
});

test.each(sampleProblems)('$code as one sentence, with hostile names too', (problem) => {
  expectAllSafe(catalogues.map((messages) => problemView(problem, messages)));
  fc.assert(
    fc.property(texts, (stream) => {
      const hostile = makeHostile(problem, take(stream));
      expectAllSafe(catalogues.map((messages) => problemView(hostile, messages)));
    }),
    { numRuns: 50 },
  );
});

test('lists as long as AWS can make them', () => {
  const many = <Item>(item: Item, length: number) => Array.from({ length }, () => item);
  const { clusters, services, service, tasks, task, images, deployments } = sampleReplies;
  const [repository] = images.repositories;
  const [row] = repository!.rows;
  const [container] = task.task.containers;
  const manyContainers = { ...task.task, containers: many(container!, 10) };
  const long: readonly Reply[] = [
    {
      ...clusters,
      clusters: many({ ...clusters.clusters[0]!, capacityProviders: many('p'.repeat(255), 20) }, 10),
    },
    { ...services, rows: many({ ...services.rows[0]!, tags: many('t'.repeat(128), 10) }, 10) },
    {
      ...service,
      images: many('i'.repeat(300), 30),
      service: {
        ...service.service,
        deployments: many(service.service.deployments[0]!, 20),
        events: many({ at: new Date(now), message: '(service web) '.padEnd(3000, 'x') }, 100),
        loadBalancers: many({ targetGroup: 'g'.repeat(32), container: 'c'.repeat(255) }, 20),
      },
    },
    { ...tasks, tasks: many(manyContainers, 10) },
    { ...deployments, rows: many(deployments.rows[1]!, 50) },
    { kind: 'task', task: manyContainers, mayStop: true },
    {
      ...images,
      repositories: many(
        {
          ...repository!,
          rows: many(
            { image: { ...row!.image, tags: many('t'.repeat(128), 200) }, services: many('s/s', 50) },
            50,
          ),
          moved: many(repository!.moved[0]!, 50),
        },
        10,
      ),
      search: { ...images.search, clusters: many('c'.repeat(255), 100), unknown: many('u'.repeat(400), 50) },
    },
  ];
  for (const reply of long) expectAllSafe(views(reply));
});

test('lists of nothing', () => {
  const { clusters, services, service, tasks, images } = sampleReplies;
  const bare = { ...service.service, deployments: [], events: [], loadBalancers: [], createdAt: undefined };
  for (const reply of [
    { ...clusters, clusters: [], total: 0, pages: 1 },
    { ...services, rows: [], total: 0, pages: 1 },
    { ...service, service: bare, images: [], tasks: [], taskCount: 0 },
    { ...tasks, tasks: [], total: 0, pages: 1 },
    {
      ...images,
      repositories: [],
      elsewhere: [],
      namesakeRuns: [],
      search: { clusters: [], searched: 0, total: 0, unknown: [] },
    },
  ] as const) {
    expectAllSafe(views(reply));
  }
});
