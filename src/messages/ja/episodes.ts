import type { Catalogue } from '../catalogue.ts';
import type { episodes as english } from '../en/episodes.ts';
import { code, cut, escapeText, formatCount, quote, slackDate, spanParts } from '../mrkdwn.ts';
import { alarms } from './notifications.ts';

const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const quoted = (text: string) => escapeText(cut(text.replace(/\s+/g, ' ').trim(), 300));
const tasks = (count: number) => `タスク ${formatCount(count)} 個`;

const counted = (count: number, atLeast: boolean) => (atLeast ? `少なくとも${tasks(count)}` : tasks(count));

function duration(seconds: number): string {
  return spanParts(seconds, 120)
    .map(
      ([unit, count]) =>
        `${formatCount(count)} ${{ day: '日', hour: '時間', minute: '分', second: '秒' }[unit]}`,
    )
    .join(' ');
}

/** The bot's own alarms are translated; for others their own description is shown. */
const aboutAlarm = (name: string, description: string): string =>
  Object.entries(alarms).find(([end]) => name.endsWith(`-${end}`))?.[1] ?? escapeText(description);

const breakerModes = { on: '有効', 'on, with rollback': '有効、ロールバックあり' } as const;

/** {@link english} in Japanese. ECS's console says デプロイ for a rollout. */
export const episodes = {
  duration,
  between: (least, most) => `${duration(least)}から${duration(most)}`,
  title: {
    asked: (name, userId) => `${name} : ${person(userId)}がタスクを停止`,
    asking: (name, userId) => `${name} : ${person(userId)}がタスクを停止中`,
    scale: (name, userId, before, after) => `${name} : ${person(userId)}がスケール中 ${before} → ${after}`,
    scaled: (name, userId, before, after) => `${name} : ${person(userId)}がスケール ${before} → ${after}`,
    undoing: (name, userId, before, after) =>
      `${name} : ${person(userId)}が変更を元に戻しています ${before} → ${after}`,
    undone: (name, userId, before, after) =>
      `${name} : ${person(userId)}が変更を元に戻しました ${before} → ${after}`,
    goingBack: (name, userId, before, after) =>
      `${name} : ${person(userId)}が指定した時間が過ぎたため、戻しています ${before} → ${after}`,
    wentBack: (name, userId, before, after) =>
      `${name} : ${person(userId)}が指定した時間が過ぎたため、戻しました ${before} → ${after}`,
    scalingGoesBack: (name, userId) => `${name} : ${person(userId)}の指定により、Auto Scaling を元に戻します`,
    scalingBack: (name, userId) =>
      `${name} : ${person(userId)}が指定した時間が過ぎたため、Auto Scaling を元に戻しました`,
    scalingUndone: (name, userId) => `${name} : ${person(userId)}が Auto Scaling を元に戻しました`,
    rollingBack: (name, userId, to) => `${name} : ${person(userId)}が ${code(to)} にロールバックしています`,
    rolledBack: (name, userId, to) => `${name} : ${person(userId)}が ${code(to)} にロールバックしました`,
    continuing: (name, userId) => `${name} : デプロイ中、${person(userId)}が続行`,
    continued: (name, userId) => `${name} : デプロイ完了、${person(userId)}が続行`,
    deploying: (name, userId, what) => `${name} : ${person(userId)}が ${code(what)} をデプロイしています`,
    deployed: (name, userId, what) => `${name} : ${person(userId)}が ${code(what)} をデプロイしました`,
    restarting: (name, userId) => `${name} : ${person(userId)}が再起動しています`,
    restarted: (name, userId) => `${name} : ${person(userId)}が再起動しました`,
    drill: (name, userId) => `${name} : ${person(userId)}による訓練`,
    unseen: (name, userId) => `${name} : ${person(userId)}の依頼による変化は見られません`,
    refused: (name, userId) => `${name} : ${person(userId)}の依頼は実行されませんでした`,
    stopped: (name, count, atLeast) => `${name} : ${counted(count, atLeast)}が停止`,
    rollout: {
      IN_PROGRESS: (name) => `${name} : デプロイ中`,
      COMPLETED: (name) => `${name} : デプロイ完了`,
      FAILED: (name) => `${name} : デプロイ失敗`,
      ENDED: (name) => `${name} : デプロイは終わりましたが、結果は ECS から通知されていません`,
    },
    rollback: {
      IN_PROGRESS: (name) => `${name} : デプロイに失敗し、ロールバック中`,
      COMPLETED: (name) => `${name} : デプロイに失敗し、ロールバック完了`,
      FAILED: (name) => `${name} : デプロイもロールバックも失敗`,
    },
    hanging: (name) => `${name} : デプロイが進んでいません`,
    scaling: (name, from, to) => `${name} : スケール中 ${from} → ${to}`,
    scaledTo: (name, from, to) => `${name} : スケール完了 ${from} → ${to}`,
    moving: (name) => `${name} : ECS がタスクを入れ替え中`,
    moved: (name) => `${name} : ECS がタスクを入れ替え`,
    rebalancing: (name) => `${name} : ECS がアベイラビリティーゾーンを再調整中`,
    rebalanced: (name) => `${name} : ECS がアベイラビリティーゾーンを再調整`,
    looping: (name, count, atLeast) => `${name} : クラッシュループ、${counted(count, atLeast)}が停止`,
    looped: (name, count, atLeast) => `${name} : クラッシュループから回復、${counted(count, atLeast)}が停止`,
    impaired: (name) => `${name} : タスクを起動できません`,
    warns: (name) => `${name} : ECS が問題を報告しています`,
    warned: (name) => `${name} : ECS が問題を報告しました`,
    wasImpaired: (name) => `${name} : タスクを起動できない状態から回復`,
    keepsFailing: (name, count) =>
      count === 0 ? `${name} : 障害が続いています` : `${name} : 障害が続いています、${tasks(count)}が停止`,
    deleted: (name) => `${name} : サービスは削除されました`,
    creating: (name, userId, count) => `${name} : ${person(userId)}がタスク ${count} 個でサービスを作成中`,
    created: (name, userId, count) => `${name} : ${person(userId)}がタスク ${count} 個でサービスを作成`,
    deleting: (name, userId) => `${name} : ${person(userId)}がサービスを削除中`,
    deletedBy: (name, userId) => `${name} : ${person(userId)}がサービスを削除`,
    standalone: {
      failed: (name, count) =>
        count === 1
          ? `${name} : スタンドアロンタスクが失敗`
          : `${name} : スタンドアロンタスクが ${count} 個失敗`,
      ended: (name, count) =>
        count === 1
          ? `${name} : スタンドアロンタスクが終了`
          : `${name} : スタンドアロンタスクが ${count} 個終了`,
    },
  },
  stop: {
    stopping: (task, status) => `◌ ${code(task)} を停止中 (${escapeText(status)})`,
    stopped: (task) => `◌ ${code(task)} が停止`,
    waiting: '→ 代わりのタスクを待っています',
    replacement: (task, status) => `→ 代わりのタスク ${code(task)} *${escapeText(status)}*`,
    unhealthyYet: (task) => `→ 代わりのタスク ${code(task)} *RUNNING* (ヘルスチェック待ち)`,
    healed: (time) => `✓ *${time}* で復旧`,
    earlier: (count) => `… それ以前に ${formatCount(count)} 個`,
    counted: (count, reason) => `${formatCount(count)} 個: ${reason}`,
  },
  progress: {
    scale: (running, desired) => `${running}/${desired} 実行中`,
    setSince: (desired) => `その後、別の操作でタスク数が ${desired} 個に変更されました`,
    rollout: (running, desired, isRollback) => {
      const which = isRollback ? '旧リビジョン' : '新リビジョン';
      return desired === undefined
        ? `${which}の${tasks(running)}が実行中`
        : `${which} ${running}/${desired} 実行中`;
    },
    drillPassed: (left, of) =>
      `:white_check_mark: *訓練は合格* : ${tasks(of)}のうち ${left} 個が実行を続け、ほかに停止したタスクはありませんでした。`,
    drillFailed: {
      notHealed: ':x: *訓練は不合格* : 代わりのタスクが実行されませんでした。',
      othersStopped: (count) => `:x: *訓練は不合格* : その間に、ほかの${tasks(count)}が停止しました。`,
    },
    drillBroken: '訓練は、その後の変更により中断しました。',
    revisions: (from, to) => `${from} → ${to}`,
    again: (revision) => `${revision} (同じリビジョン)`,
    againMoved: (revision, from, to) => `${revision} (同じリビジョン)、イメージは変更: ${from} → ${to}`,
    to: (revision) => `→ ${revision}`,
    stoppedToo: (count) => `以前から実行中だった${tasks(count)}が予期せず停止`,
    loop: (starts, stops) => `これまでに停止 ${formatCount(stops)} 個、起動 ${formatCount(starts)} 個`,
    notHeldBack:
      'ECS はすぐに次のタスクを起動します。起動の間隔が空くのは、一度も実行されなかったタスクだけです。',
    afterChange: (title) => `変更後: ${title}`,
    nothingRuns: '実行中のタスクがありません。',
    keepsFailing:
      '障害が続いています (1 時間以内に 3 回以上)。30 分間障害がなくなるまで、以降は新たに通知せず、ここに追記します。',
    hanging: (time) => `${time}進展がありません。`,
    noCircuitBreaker: 'サーキットブレーカーが無効のため、ECS は試行を続けます。',
    why: {
      autoscaling: '理由: 自動スケーリングにより、ECS が必要なタスク数を変更しました。',
      outside: '理由: このボット以外 (自動スケーリングまたはほかの操作) で、必要なタスク数が変更されました。',
      rebalancing: '理由: タスクがアベイラビリティーゾーン間で偏っていました。',
      spot: '理由: AWS が Spot キャパシティーを回収しました (Spot では起こりうることです)。',
      deployment: 'デプロイ後',
    },
    ecsSays: (reason) => `ECS のメッセージ: ${quoted(reason)}`,
    awsSays: (reason) => `AWS のメッセージ: ${quoted(reason)}`,
    approved: (userId) => `承認: ${person(userId)}`,
    goesBack: (count, at) => `${slackDate(at)} に自動的に ${count} 個に戻ります。`,
    autoscalingPaused: (at) => `自動スケーリングは ${slackDate(at)} まで一時停止します。`,
    unknownOutcome: 'AWS から応答がなく、実行されたかどうか不明です。',
  },
  plan: {
    title: (from, to) =>
      from === undefined || from === to ? `${to ?? '新リビジョン'} のデプロイ` : `${from} → ${to ?? '?'}`,
    starting: (id, status) => `新しいタスク ${id}: ${status}`,
    running: (id) => `新しいタスク ${id}: RUNNING (ヘルスチェック待ち)`,
    up: (id) => `新しいタスク ${id}: RUNNING`,
    failed: (id) => `新しいタスク ${id}: 失敗`,
    left: (id) => `新しいタスク ${id}: 再び停止`,
    more: (count, state) =>
      `ほか ${formatCount(count)} 個が${{ starting: '起動中', running: '実行中', failed: '失敗' }[state]}`,
    toStart: (count) => `これから起動する${tasks(count)}`,
    failedBefore: (count) => `途中で失敗した${tasks(count)}`,
    old: (draining, stopped) => `旧タスク: ドレイン中 ${draining} 個、停止 ${stopped} 個`,
    oldWait: '旧タスクは新しいタスクが実行されるまで継続',
    oldStay: '旧タスクは実行を継続',
    breaker: (mode, failed) =>
      `サーキットブレーカー (${breakerModes[mode]}): 失敗したタスク ${formatCount(failed)} 個`,
    breakerQuiet: 'サーキットブレーカー: 作動せず',
    breakerTripped: 'サーキットブレーカー: デプロイを中止',
    back: (revision, running, desired) =>
      `${revision} に戻す: ${desired === undefined ? running : `${running}/${desired}`} 実行中`,
    hanging: (time) => `停滞: ${time}進展なし`,
  },
  impaired: {
    SERVICE_TASK_START_IMPAIRED: 'ECS はタスクを安定して起動できず、再試行の間隔を延ばしています。',
    SERVICE_TASK_PLACEMENT_FAILURE: 'ECS はタスクを配置できません。',
    SERVICE_TASK_CONFIGURATION_FAILURE: '設定に問題があり、ECS はタスクを起動できません。',
    SERVICE_DAEMON_PLACEMENT_CONSTRAINT_VIOLATED: 'サービスの配置制約を満たさなくなったタスクがあります。',
    SERVICE_DISCOVERY_INSTANCE_UNHEALTHY: 'サービスディスカバリに正常でないタスクがあります。',
    VPC_LATTICE_TARGET_UNHEALTHY: 'VPC Lattice に正常でないタスクがあります。',
    SERVICE_HEALTH_UNKNOWN: 'ECS はタスクが正常かどうかを確認できません。',
    ECS_OPERATION_THROTTLED: 'ECS の API の上限により、処理が遅れています。',
    SERVICE_DISCOVERY_OPERATION_THROTTLED: 'サービスディスカバリの API の上限により、処理が遅れています。',
  },
  warning: (eventName) => `ECS の警告: ${quoted(eventName)}`,
  lacking: (reason) => `不足: ${quoted(reason)}`,
  telling: (parts) => parts.map((part) => part.replace(/。$/, '')).join('。'),
  text: {
    waiting: '代わりのタスクはまだ実行されていません。',
    replacement: (status) => `代わりのタスクは ${escapeText(status)} です。`,
    healed: (time) => `代わりのタスクが実行中です (${time}で復旧)。`,
    because: (reason) => `停止理由: ${reason}`,
    progress: (progress) => `${progress}。`,
  },
  rise: {
    since: (time) => `${time} から`,
    again: (time) => `${time}問題がなかった後の再発`,
    show: 'メッセージを表示',
    list: (count) => `ほかに ${formatCount(count)} 件が悪化`,
    more: (count) => `… ほか ${formatCount(count)} 個`,
  },
  steady: (running, desired, healthy) => {
    const steady = `安定しました: ${running}/${desired} 実行中`;
    if (healthy === undefined) return steady;
    return healthy === 0
      ? `${steady} (正常かどうかは ECS に確認できませんでした)`
      : `${steady} (少なくとも ${formatCount(healthy)} 個は正常、残りは未確認)`;
  },
  watching: '安定するまで監視中',
  ended: '終了',
  undone: (userId, byTimer) =>
    byTimer
      ? '時間が来たため元に戻します。経過は下の別のメッセージに表示'
      : `<@${escapeText(userId)}> さんが元に戻します。経過は下の別のメッセージに表示`,
  frozen: (setBy, pattern, reason) =>
    `:snowflake: ${code(pattern)} の凍結中に、ボット以外の操作で始まりました${setBy === '' ? '' : ` (<@${escapeText(setBy)}> さんが凍結、理由: ${quote(reason)})`}`,
  superseded: 'その後の変更は、下の別のメッセージに表示',
  buttons: {
    why: '停止理由',
    logs: 'ログ',
    service: 'サービス',
    stopped: '停止したタスク',
    mute: '2 時間ミュート',
    undo: '元に戻す',
    scaleBack: (count) => `${count} 個に戻す`,
    continue: (which) => (which === undefined ? '続行' : `フック ${which} を続行`),
    rollBack: 'ロールバック',
  },
  alarm: {
    ALARM: (name, description, reason) =>
      `:rotating_light: アラーム ${code(name)} : ${[aboutAlarm(name, description), quoted(reason)].filter(Boolean).join('\n')}`,
    OK: (name, _description, _reason) => `:white_check_mark: アラーム ${code(name)} は解消しました。`,
  },
} satisfies Catalogue<typeof english>;
