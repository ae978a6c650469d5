import { expect, test } from 'vitest';
import { quietEpisode } from '../../../src/episodes/episode.ts';
import type { Fact, TaskFact } from '../../../src/episodes/facts.ts';
import { merge } from '../../../src/episodes/merge.ts';
import { span as english } from '../../../src/messages/en/changes.ts';
import { en } from '../../../src/messages/en/index.ts';
import { span as japanese } from '../../../src/messages/ja/changes.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { formatAge } from '../../../src/messages/mrkdwn.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';
import { riseView } from '../../../src/views/episode/rise.ts';
import { begin } from '../../helpers/life-cycle.ts';

const days = 6 * 86_400_000;
const quiet = quietEpisode({ cluster: 'shop', service: 'web' });

function stop(id: string, at: number): TaskFact {
  return {
    kind: 'task',
    id,
    version: 7,
    updatedAt: at,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    taskDefinition: 'web:1',
    createdAt: at - 9000,
    startedAt: at - 8000,
    stoppingAt: at,
    stoppedAt: at,
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
  };
}
const replacement: TaskFact = {
  kind: 'task',
  id: 'new',
  version: 4,
  updatedAt: begin + days,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  taskDefinition: 'web:1',
  startedAt: begin + days,
};
const checked = (hasHealthCheck: boolean): Fact => ({
  kind: 'task-definition',
  taskDefinition: 'web:1',
  hasHealthCheck,
});
const healthy = { startedAt: begin + days - 9000, unhealthyAt: begin + days - 1000, healthyAt: begin + days };
const rollout: Fact[] = [
  { kind: 'deployment', id: 'ecs-svc/2', state: 'IN_PROGRESS', at: begin },
  {
    kind: 'answer',
    at: begin + days,
    desiredCount: 3,
    runningCount: 0,
    pendingCount: 0,
    deployments: [
      {
        id: 'ecs-svc/2',
        status: 'PRIMARY',
        rolloutState: 'IN_PROGRESS',
        taskDefinition: 'web:2',
        desiredCount: 3,
        runningCount: 0,
      },
    ],
  },
];

test.each([
  ['a rollout that hangs', (words: typeof en) => episodeView(merge(quiet, rollout), words)],
  [
    'a healing',
    (words: typeof en) => episodeView(merge(quiet, [stop('old', begin), replacement, checked(false)]), words),
  ],
  [
    'a healing between two answers',
    (words: typeof en) =>
      episodeView(merge(quiet, [stop('old', begin), { ...replacement, ...healthy }, checked(true)]), words),
  ],
  [
    'trouble after a calm',
    (words: typeof en) => riseView(merge(quiet, [stop('old', begin), stop('later', begin + days)]), words),
  ],
  ['a time that somebody typed', (words: typeof en) => (words === en ? english : japanese)(days)],
  ['how long ago something was', (words: typeof en) => formatAge(days, words.locale)],
])('%s: six days are told as days, in every place', (_, told) => {
  for (const [words, sixDays] of [
    [en, /\b(6 ?d|5 d 23 h)\b/g],
    [ja, /(6 ?日|5 日 23 時間)/g],
  ] as const) {
    const text = JSON.stringify(told(words));
    expect(text.match(sixDays)?.length ?? 0).toBeGreaterThan(0);
    expect(text).not.toMatch(/\d[\d,]{2,} ?((min|m|s|h)\b|分|秒|時間)/);
  }
});
