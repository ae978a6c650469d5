import { targetName } from '../../aws/ecs/target.ts';
import type { TaskChange } from '../../changes/change.ts';
import type { Catalogue } from '../catalogue.ts';
import type { changes as english } from '../en/changes.ts';
import { code, escapeText, formatSpan, link, slackDate } from '../mrkdwn.ts';

/** A time that a person typed, in Japanese: `2 時間`. */
export const span = (ms: number): string =>
  formatSpan(ms, (unit, count) =>
    new Intl.NumberFormat('ja', { style: 'unit', unit, unitDisplay: 'short' }).format(count),
  );

const taskId = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);
const person = (userId: string) => `<@${escapeText(userId)}> さん`;
const bounds = (min: number, max: number) => `${min}～${max}`;

/** What was to happen when the change's time was up. */
function due(change: TaskChange): string {
  const target = code(targetName(change.target));
  if (change.type !== 'scale') return `${target} を元に戻す`;
  return change.autoscaling?.after === undefined
    ? `${target} を${change.before.desiredCount} 個に戻す`
    : `${target} の自動スケーリングを元に戻す`;
}

/** {@link english} in Japanese. */
export const changes = {
  cardTitle: (change) => {
    const target = code(targetName(change.target));
    if (change.type === 'stop-task') {
      return change.drill
        ? `訓練: ${target} のタスクを 1 つ停止し、復旧までの時間を計りますか?`
        : `${target} のタスクを停止しますか?`;
    }
    const { before, after, forMs, autoscaling, undoes } = change;
    if (after.desiredCount === before.desiredCount) {
      return `${target} の自動スケーリングを${autoscaling?.after?.suspended.scaleOut ? '一時停止' : '変更'}しますか?`;
    }
    const time = forMs === undefined || autoscaling?.after !== undefined ? '' : `${span(forMs)}だけ、`;
    const title = `${time}${target} のタスクを ${before.desiredCount} 個から ${after.desiredCount} 個に`;
    return undoes === undefined ? `${title}スケールしますか?` : `元に戻す: ${title}スケールしますか?`;
  },
  cardButton: (change) =>
    change.type === 'scale'
      ? `${change.after.desiredCount} 個にスケール`
      : change.drill
        ? '訓練を開始'
        : 'タスクを停止',
  cancelButton: 'キャンセル',
  scaleCounts: (desired, running, after) => `必要なタスク数  *${desired} → ${after}*  ·  実行中 ${running}`,
  scaleToZero:
    ':warning: すべてのタスクが停止します。再びスケールするまで、サービスはリクエストに応答しません。',
  scaleIn: (count) => `ECS がタスクを ${count} 個停止します。`,
  scaleOut: (count) => `ECS がタスクを ${count} 個起動します。`,
  goesBack: (count, ms) =>
    `:hourglass_flowing_sand: ${span(ms)}後、その間に変更がなければ、自動的に ${count} 個に戻ります。`,
  bounds: (min, max) => `自動スケーリングの範囲は *${min}* ～ *${max}* 個です。`,
  boundsMove: (fromMin, fromMax, min, max) =>
    `自動スケーリングの範囲も変更します: ${bounds(fromMin, fromMax)} → *${bounds(min, max)}* 個`,
  boundsGoBack: (min, max, ms) =>
    `:hourglass_flowing_sand: ${span(ms)}後、範囲は自動的に ${bounds(min, max)} 個に戻り、タスク数もその範囲に収まります。`,
  withinBounds: 'スケーリングポリシーにより、タスク数はいつでも変わることがあります。',
  aboveBound: (max) =>
    `:warning: 自動スケーリングの最大値を超えています。次のスケールインで ${max} 個になります。`,
  belowBound: (min) =>
    `:warning: 自動スケーリングの最小値を下回っています。次のスケールアウトで ${min} 個以上になります。`,
  autoscalingIsPaused: '自動スケーリングは一時停止中のため、タスク数は変わりません。',
  autoscalingPauses: (ms) =>
    ms === undefined
      ? '自動スケーリングを一時停止します。'
      : `:double_vertical_bar: 自動スケーリングを ${span(ms)}一時停止します。その後は再び自動スケーリングがタスク数を決めます。`,
  autoscalingResumes: (min, max) => `自動スケーリングは ${bounds(min, max)} 個の範囲で元どおり動作します。`,
  moveMaximum: (count) => `最大値も ${count} に`,
  moveMinimum: (count) => `最小値も ${count} に`,
  pauseAutoscaling: '自動スケーリングを 1 時間停止',
  stopWhich: (arn, taskDefinition, age, zone) =>
    [
      `タスク ${code(taskId(arn).slice(0, 8))}`,
      code(taskDefinition),
      ...(age === undefined ? ['起動中'] : [`実行時間 ${age}`]),
      ...(zone === undefined ? [] : [escapeText(zone)]),
    ].join('  ·  '),
  stopReplaced: (running) =>
    `実行中のタスクは ${running} 個です。ECS が代わりのタスクを起動し、復旧までの時間をチャンネルに表示します。`,
  stopOnlyOne:
    ':warning: 実行中のタスクはこれだけです。代わりのタスクが実行されるまで、サービスは *停止* します。',
  stopLastHealthy: (running) =>
    `:warning: 実行中の ${running} 個のうち、正常なのは 1 個だけです。停止すると、サービスが *停止* するおそれがあります。`,
  stopNotReplaced: ':warning: 必要なタスク数が 0 のため、代わりのタスクは起動しません。',
  stopStandalone: 'サービスに属さないタスクのため、代わりのタスクは起動しません。',
  stopDuringDeployment: ':warning: デプロイ中です。この停止は、デプロイの失敗として数えられます。',
  stopProtected: ':warning: スケールイン保護中のタスクです。処理の途中かもしれません。',
  stale: ':arrows_counterclockwise: 前のカードを表示した後に状態が変わりました。現在の状態は次のとおりです。',
  working: ':hourglass_flowing_sand: 実行しています…',
  cardContext: 'このカードは本人にだけ表示されます。10 分以内に 1 回だけ使えます。',
  dryRunTitle: (title) => `ドライラン: ${title}`,
  dryRunContext: '本人にだけ表示されています。何も変更しておらず、ここから実行することはできません。',
  dryRunRefused: (why) => `:no_entry: この変更は実行できません。${why}`,
  approvalTitle: (change, askedBy) => {
    const target = code(targetName(change.target));
    const asker = `${person(askedBy)}の依頼:`;
    if (change.type === 'stop-task') {
      return `${asker} ${change.drill ? '訓練で ' : ''}${target} のタスクを停止`;
    }
    const { before, after, forMs, autoscaling } = change;
    const time = forMs === undefined || autoscaling?.after !== undefined ? '' : ` (${span(forMs)}だけ)`;
    return `${asker} ${target} のタスクを ${before.desiredCount} 個から ${after.desiredCount} 個にスケール${time}`;
  },
  approvalWhy: (byTag) =>
    byTag
      ? `タグ ${code('ecs-bot:protected')} が付いているため、別の人の承認が必要です。`
      : 'この変更には、別の人の承認が必要です。',
  approveButton: (change) =>
    change.type === 'scale' ? `承認: ${change.after.desiredCount} 個にスケール` : '承認: タスクを停止',
  declineButton: '却下',
  approvalContext: (askedBy, asked, expires) =>
    `${person(askedBy)} が ${slackDate(asked)} に依頼しました。期限は ${slackDate(expires)} です。依頼した本人は「却下」で取り下げられます。`,
  approvalAsked: (askedBy, asked) => `依頼: ${person(askedBy)}、${slackDate(asked)}`,
  approved: (by, at, url) =>
    `:white_check_mark: ${person(by)}が承認しました (${slackDate(at)})。${url === undefined ? '' : ` ${link(url, '経過を見る')}`}`,
  declined: (by, at) =>
    `:no_entry_sign: ${person(by)}が却下しました (${slackDate(at)})。何も変更していません。`,
  approvalWithdrawn: (by, at) =>
    `:no_entry_sign: ${person(by)}が取り下げました (${slackDate(at)})。何も変更していません。`,
  approvalWorking: (by) => `:hourglass_flowing_sand: ${person(by)}が承認しました。実行しています…`,
  approvalStale:
    ':arrows_counterclockwise: その間に状態が変わったため、下の新しいカードであらためて承認を求めています。',
  approvalMoot:
    ':heavy_minus_sign: その後に状態が変わったため、この依頼はもう実行できません。何も変更していません。',
  approvalExpired: ':hourglass: 1 時間以内に承認されませんでした。何も変更していません。',
  cancelled: (change) => `キャンセルしました。 ${code(targetName(change.target))} は変更していません。`,
  started: (change, url) => {
    const target = code(targetName(change.target));
    const what =
      change.type === 'scale'
        ? `${target} を ${change.after.desiredCount} 個にスケールしています。`
        : `${target} のタスクを停止しています。`;
    return url === undefined ? what : `${what} ${link(url, '経過を見る')}`;
  },
  asked: (change, channel) =>
    `別の人の承認が必要です。 ${code(targetName(change.target))} の承認カードを <#${escapeText(channel)}> に表示しました。`,
  failed: (change, reason) =>
    `:warning: ${code(targetName(change.target))} は変更されませんでした: ${escapeText(reason)}`,
  unknown: (change, reason) =>
    `:warning: AWS から応答がなく (${escapeText(reason)})、 ${code(targetName(change.target))} が変更されたかどうか不明です。 ${code(`/ecs service ${targetName(change.target)}`)} で確認してください。`,
  leftAlone: (change, askedBy, state) => {
    const bounds = change.autoscaling?.after && state?.autoscaling;
    const stays = bounds
      ? `範囲を ${bounds.minCapacity}～${bounds.maxCapacity} 個のままにします。`
      : `${state?.desiredCount} 個のままにします。`;
    const now = state === undefined ? 'すでになくなっています。' : `その後に変更されたため、${stays}`;
    return `:hourglass: ${person(askedBy)}の依頼で ${due(change)}時刻ですが、${now}`;
  },
  notBack: (change, askedBy, why) =>
    `:warning: ${person(askedBy)}の依頼で ${due(change)}時刻ですが、戻せませんでした: ${why}`,
  stuck: (change, askedBy, isUnknown) => {
    const end = isUnknown
      ? `戻ったかどうかは不明です。${code(`/ecs service ${targetName(change.target)}`)} で確認してください。`
      : '戻していません。';
    return `:warning: ${person(askedBy)}の依頼で ${due(change)}時刻ですが、3 回続けて失敗しました。${end}`;
  },
  notInChannel: (channel, text) =>
    `:warning: <#${escapeText(channel)}> に投稿できないため、ここでお知らせします。${text}`,
  restoreButton: '自動スケーリングを元に戻す',
  goBackButton: (count) => `${count} 個にスケール`,
} satisfies Catalogue<typeof english>;
