import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';
import type { Catalogue } from './catalogue.ts';
import type { stopped as english } from './stopped.en.ts';

const number = new Intl.NumberFormat('ja');

const person = (userId: string) => `<@${escapeText(userId)}>`;

/** {@link english} in Japanese. */
export const stopped = {
  why: {
    title: '停止理由',
    none: (scope) =>
      scope === undefined
        ? 'このチャンネルの通知対象では、過去 30 日間に失敗は起きていません。'
        : `${code(scope)} では、過去 30 日間に停止したタスクはありません。`,
    task: (task, owner) => `${code(owner)} のタスク ${code(task)}`,
    askedBy: (userId, drill) =>
      drill ? `${person(userId)} がこのボットで停止 (訓練)` : `${person(userId)} がこのボットで停止`,
    approvedBy: (userId) => `承認者: ${person(userId)}`,
    expected: '想定内の停止です。対応は不要です。',
    failure: '想定外の停止です。',
    also: {
      outOfMemory: 'メモリ不足も起きていました。',
      stopTimeout: '停止タイムアウト内に終了しなかったため、強制終了されました (終了コード 137)。',
    },
    causes: '考えられる原因 (可能性の高い順)',
    next: '確認と対処',
    facts: 'ECS の情報',
    lastLines: (container) => `${code(container)} のログの最後の数行`,
    others: 'それ以前の停止',
    other: (count, reason) => `${number.format(count)} 個: ${reason}`,
    logs: 'ログ',
    task_: 'タスク',
    stoppedTasks: '停止したタスク',
    events: 'イベント',
    service: 'サービス',
  },
  logs: {
    title: (container, task) => `${container} のログ (タスク ${task})`,
    none: 'まだ何も出力されていないか、ログストリームがなくなっています。',
    kept: (count) => `タスクの停止時にボットが保存した ${number.format(count)} 行`,
    last: (count) => `最後の ${number.format(count)} 行`,
    masked: 'シークレットらしき箇所はマスク済み',
    why: '停止理由',
    task: 'タスク',
  },
  events: {
    title: (target) => `${target} のイベント`,
    none: (span) => `過去 ${span} には何も起きていません。`,
    stopped: (task, reason) => `◌ ${code(task)} が停止: ${reason}`,
    summary: (count, span) => `過去 ${span} の ${number.format(count)} 件 (新しい順)`,
    hidden: (count) => `これより古い ${number.format(count)} 件は省略`,
    why: '停止理由',
  },
} satisfies Catalogue<typeof english>;
