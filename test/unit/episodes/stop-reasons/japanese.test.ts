import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { WhyReply } from '../../../../src/commands/why.ts';
import { quietEpisode } from '../../../../src/episodes/episode.ts';
import type { TaskFact } from '../../../../src/episodes/facts.ts';
import { merge } from '../../../../src/episodes/merge.ts';
import { reasonCodes, type StopExplanation } from '../../../../src/episodes/stop-reasons/codes.ts';
import {
  decidingContainer,
  explainStop,
  type StoppedTask,
} from '../../../../src/episodes/stop-reasons/explain.ts';
import { en, type Messages } from '../../../../src/messages/en/index.ts';
import { ja } from '../../../../src/messages/ja/index.ts';
import { episodeView } from '../../../../src/views/episode/episode.ts';
import { logsView } from '../../../../src/views/replies/logs.ts';
import { eventsView } from '../../../../src/views/replies/service.ts';
import { whyView } from '../../../../src/views/replies/why.ts';
import { expectSafe, hostileText } from '../../../helpers/hostile.ts';
import { sampleReplies } from '../../../helpers/sample-replies.ts';

const view = { now: Date.parse('2026-11-23T12:00:00Z'), shared: false };
const samples: StoppedTask[] = ['seen', 'held-out'].flatMap((name) =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/stop-reasons/${name}.json`, import.meta.url), 'utf8')),
);

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u;
const codes = (texts: readonly string[]) => texts.flatMap((text) => text.match(/`[^`]+`/g) ?? []).sort();

/** What is said of a code, with `detail` where ECS's own text would stand. */
function textsOf(code: (typeof reasonCodes)[number], language: Messages, detail = '…'): string[] {
  const { what, causes, next } = language.stopReasons[code];
  return [what(detail), ...causes, ...next];
}

function why(explanation: StopExplanation): WhyReply {
  const { found } = sampleReplies.why;
  return {
    kind: 'why',
    scope: 'shop/web',
    found: { ...found!, explanation },
    others: [{ explanation, count: 1200 }],
  };
}

function expectTold(explanation: StopExplanation): string {
  const shown = whyView(why(explanation), ja, view);
  expectSafe(shown);
  const row = { type: 'stop', at: new Date(view.now), taskId: 'a'.repeat(32), explanation } as const;
  expectSafe(eventsView({ ...sampleReplies.events, rows: [row] }, ja, view));
  return shown.text;
}

/** The message of an episode in which only this task stopped. */
function episodeOf({ stopCode, stoppedReason, containers = [] }: StoppedTask) {
  const deciding = decidingContainer(containers);
  const task: TaskFact = {
    kind: 'task',
    id: 'a'.repeat(32),
    version: 7,
    updatedAt: view.now,
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    taskDefinition: 'web:3',
    stoppingAt: view.now,
    stoppedAt: view.now,
    ...(stopCode !== undefined && { stopCode }),
    ...(stoppedReason !== undefined && { stoppedReason }),
    ...(deciding !== undefined && {
      exit: {
        container: 'web',
        ...(deciding.exitCode !== undefined && { code: deciding.exitCode }),
        ...(deciding.reason !== undefined && { reason: deciding.reason }),
      },
    }),
  };
  return episodeView(merge(quietEpisode({ cluster: 'shop', service: 'web' }), [task]), ja);
}

describe('each code', () => {
  it.each(reasonCodes)(
    '%s says as much as in English, and names the same settings, calls and numbers',
    (code) => {
      const [english, told] = [en.stopReasons[code], ja.stopReasons[code]];
      expect(told.causes).toHaveLength(english.causes.length);
      expect(told.next).toHaveLength(english.next.length);
      for (const part of ['causes', 'next'] as const) expect(codes(told[part])).toEqual(codes(english[part]));
      const numbers = (language: Messages) =>
        textsOf(code, language)
          .join(' ')
          .match(/\d{3,}/g)
          ?.sort();
      expect(numbers(ja)).toEqual(numbers(en));
      for (const detail of ['…', '']) {
        const has = (language: Messages) => language.stopReasons[code].what(detail).includes('…');
        expect(has(ja)).toBe(has(en));
      }
    },
  );

  it.each(reasonCodes)('%s is in Japanese, and Slack reads its marks', (code) => {
    for (const text of textsOf(code, ja)) {
      expect(text).toMatch(japanese);
      // Slack reads a mark only at the border of a word, and a kana or kanji is part of one.
      const outside = text.split('`').filter((_, index) => index % 2 === 0);
      expect(outside.length, text).toBe(1 + codes([text]).length);
      for (const part of outside.slice(0, -1)) expect(part, text).toMatch(/(?:^|[\s(])$/);
      for (const part of outside.slice(1)) expect(part, text).toMatch(/^(?:$|[\s),])/);
    }
  });
});

describe('real reasons', () => {
  test('are told in Japanese, each of them, within Slack’s limits', () => {
    for (const sample of samples) {
      const explanation = explainStop(sample);
      const text = expectTold(explanation);
      for (const item of [
        ...ja.stopReasons[explanation.code].causes,
        ...ja.stopReasons[explanation.code].next,
      ])
        expect(text).toContain(item);
    }
  });

  test('are told so in an episode’s message too', () => {
    for (const sample of samples) {
      const message = episodeOf(sample);
      expectSafe(message);
      const { code, detail } = explainStop(sample);
      const [words = ''] = ja.stopReasons[code].what(detail === undefined ? '' : '…').split('…');
      // A rollout and a scale-in are told by what they do, not by the tasks that they stop.
      const told = code === 'scaling' ? 'タスクを入れ替え中' : `停止理由: ${words}`;
      expect(message.text).toContain(told);
    }
  });

  test('with hostile words from outside', () => {
    fc.assert(
      fc.property(fc.constantFrom(...reasonCodes), hostileText, (code, detail) => {
        expectTold({ code, expected: false, detail, also: 'stopTimeout' });
      }),
      { numRuns: 150 },
    );
  });
});

test('a task’s end, word by word', () => {
  const text = expectTold({ code: 'failed', expected: false, detail: '1', also: 'outOfMemory' });
  expect(text.split('\n').slice(0, 9)).toEqual([
    '停止理由',
    '`shop/web` のタスク `3f2a91bc`',
    '*終了コード 1 で終了*',
    '想定外の停止です。',
    'メモリ不足も起きていました。',
    '*考えられる原因 (可能性の高い順)*',
    '1. アプリケーションが異常終了した (理由はログにある)',
    '2. 起動に必要な環境変数、シークレット、または接続先のサービスがない',
    '*確認と対処*',
  ]);
  expect(text).toContain('*それ以前の停止*\n1. 1,200 個: 終了コード 1 で終了');
});

test('the log and the events, word by word', () => {
  expect(logsView(sampleReplies.logs, ja, view).text).toMatch(/^web のログ \(タスク 3f2a91bc\)\n/);
  const none = { ...sampleReplies.logs, lines: [] };
  expect(logsView(none, ja, view).text).toContain('まだ何も出力されていないか');
  const events = eventsView(sampleReplies.events, ja, view);
  expect(events.text).toMatch(/^shop\/web のイベント\n/);
  expect(events.text).toContain('◌ `3f2a91bc` が停止: 終了コード 1 で終了');
  expect(JSON.stringify(events.blocks)).toContain('これより古い 3 件は省略');
});
