import type { ArgumentProblem, Problem, ShellVerb } from '../../commands/line/problem.ts';
import type { problems as english } from '../en/problems.ts';
import { code, escapeText, link as linkTo, slackDate, wordOf } from '../mrkdwn.ts';
import { denialText } from './access.ts';
import { audit } from './audit.ts';
import { span } from './changes.ts';
import { deploymentProblems } from './deployment-problems.ts';
import { freezeProblems } from './freeze.ts';
import { hookProblems } from './hook-answers.ts';

const badWord: Readonly<Record<ArgumentProblem, (given: string) => string>> = {
  notACount: (given) =>
    `${given} はタスク数ではありません。整数 (\`4\`) または増減 (\`+1\`, \`-1\`) を入力してください。`,
  notAPage: (given) => `${given} はページ番号ではありません。`,
  notANumber: (given) => `${given} は整数ではありません。`,
  notAnImage: (given) =>
    `${given} はイメージではありません。 \`repository:tag\` またはレジストリから始まるイメージ名を入力してください。`,
  notATaskDefinition: (given) =>
    `${given} はタスク定義ではありません。\`family\` または \`family:revision\` の形で入力してください。`,
  notAnAction: (given) =>
    `${given} はフックへの応答ではありません。 \`continue\` か \`rollback\` を入力してください。`,
  notARevision: (given) => `${given} はリビジョンではありません。番号を入力してください。`,
  notDeployable: (given) =>
    `${given} はデプロイできません。タグ (\`1.4.2\`)、イメージ (\`repository:tag\`)、リビジョン (\`family:7\`) のいずれかを入力してください。`,
  notATarget: (given) => `${given} は対象の形式ではありません。 \`cluster/service\` の形で入力してください。`,
  notAName: (given) => `${given} は名前ではありません。`,
  notALimit: (given) => `${given} は 1～50 の数値ではありません。`,
  notALevel: (given) =>
    `${given} は通知レベルではありません。 \`all\` , \`problems\` , \`none\` のいずれかを入力してください。`,
  notALanguage: (given) => `${given} には対応していません。 \`en\` か \`ja\` を入力してください。`,
  notARepository: (given) =>
    `${given} は ECR のリポジトリではありません。 \`repository\` または \`repository:tag\` の形で入力してください。`,
  notADuration: (given) =>
    `${given} は 1 週間以内の時間ではありません。 \`30m\` , \`2h\` , \`1d\` のように入力してください。`,
  notAFreezeTime: (given) =>
    `${given} は 14 日以内の時間ではありません。 \`for 2d\` または \`until Mon 09:00\` (自分の時刻) の形で入力してください。`,
  notASpan: (given) =>
    `${given} は 31 日以内の時間ではありません。 \`30m\` , \`24h\` , \`7d\` のように入力してください。`,
  notFor: (given) => `${given} はここに指定できません。タスク数の後には \`for\` と時間を入力します。`,
  notAHandsOnWord: (given) =>
    `${given} はここに指定できません。ハンズオンで使えるのは \`next\` と \`again\` です。何も付けなければ今のステップを表示します。`,
  invalid: (given) => `${given} はここに指定できません。`,
};

const madeResults = {
  applied: '実行は 1 回だけです。',
  failed: 'AWS が拒否したため、何も変更していません。',
  unknown: 'AWS の応答がなく、実行されたかどうかは不明です。',
  running: '現在実行中です。',
} as const;

const drillRefusals = {
  deploying: (target: string) => `${target} はデプロイ中です。完了してから訓練してください。`,
  notSteady: (target: string) =>
    `${target} は安定していません。必要なタスク数が実行中になってから訓練してください。`,
  tooFew: (target: string) =>
    `${target} は実行中のタスクが 2 個未満のため、訓練で停止してしまいます。先に 2 個にスケールしてください。`,
  protected: (target: string) => `${target} のタスクはすべてスケールイン保護中です。`,
  unhealthy: (target: string) => `${target} に異常なタスクがあります。解消してから訓練してください。`,
} as const;

/** `もしかして: …`, or nothing. */
function didYouMean(names: readonly string[]): string {
  return names.length === 0 ? '' : `もしかして ${names.map(code).join(', ')} ですか?`;
}

const line = (text: string) => code(`/ecs ${text}`);
export const learnLine = `${line('hands-on')} で最初のクラスターを作成できます。`;

const thrice = 'AWS または Slack から 3 回続けて時間内に応答がありませんでした';

/** What the button had done before the job failed. */
const unavailable: { readonly [Became in Extract<Problem, { code: 'unavailable' }>['became']]: string } = {
  nothing: `${thrice}。1 分ほど待ってから、もう一度試してください。`,
  applied: '変更は実行しました。その後の通知だけが届きませんでした。',
  failed: `変更は実行していません。${thrice}。理由は ${line('audit me')} で確認できます。`,
  unknown: `${thrice}。変更が実行されたかどうかは不明です。もう一度実行する前に現在の状態を確認してください。記録は ${line('audit me')} で確認できます。`,
};

interface Closed {
  readonly why: string;
  readonly remedy: string;
}

const invite = 'そこで `/invite @ecs` と入力してから、もう一度実行してください。';
const elsewhere = '別のチャンネルで実行するか、設定を変更してもらってください。';
const closedOtherwise: Closed = { why: 'Slack が拒否しました', remedy: elsewhere };

/** Why the bot may not post in a channel, by Slack's error code. */
const closed: Readonly<Record<string, Closed>> = {
  not_in_channel: { why: 'ボットがメンバーではありません', remedy: invite },
  channel_not_found: { why: 'ボットがメンバーではないか、チャンネルがありません', remedy: invite },
  is_archived: {
    why: 'アーカイブされています',
    remedy: 'アーカイブを解除するか、別のチャンネルで実行してください。',
  },
  restricted_action: { why: 'ワークスペースの設定で禁止されています', remedy: elsewhere },
  restricted_action_read_only_channel: { why: '投稿できる人が限られています', remedy: elsewhere },
  restricted_action_thread_only_channel: { why: 'スレッドへの投稿だけが許可されています', remedy: elsewhere },
  restricted_action_non_threadable_channel: { why: 'スレッドが許可されていません', remedy: elsewhere },
  restricted_action_thread_locked: { why: 'スレッドがロックされています', remedy: elsewhere },
  messages_tab_disabled: { why: 'アプリのメッセージタブがオフです', remedy: elsewhere },
  ekm_access_denied: { why: '管理者が投稿を停止しています', remedy: elsewhere },
};
const shellVerbs: { readonly [Verb in ShellVerb]: (cluster: string, name: string) => string } = {
  exec: (cluster) =>
    `タスク内でシェルを開くには、 ${code(`aws ecs execute-command --cluster ${cluster} --task <task id> --interactive --command sh`)} を実行してください。`,
  run: (cluster, family) =>
    `タスクを実行するには、シェルで ${code(`aws ecs run-task --cluster ${cluster} --task-definition ${family}`)} を実行してください。結果はチャンネルに投稿します。`,
};

/** {@link english} in Japanese. */
export const problems: typeof english = {
  unknownCommand: ({ given, like }) =>
    like === undefined
      ? `${code(given)} というコマンドはありません。一覧は ${line('help')} で確認できます。`
      : `${code(given)} というコマンドはありません。もしかして ${code(like.name)} ですか? たとえば ${line(like.example)} のように入力します。一覧は ${line('help')} で確認できます。`,
  otherWord: ({ given, command, example }) =>
    `${code(given)} というコマンドはありません。代わりに ${code(command)} を使ってください: ${line(example)}`,
  shellVerb: ({ given, shell, cluster = '<cluster>', name = shell === 'run' ? '<family>' : '<service>' }) =>
    `${code(given)} というコマンドはありません。${shellVerbs[shell](cluster, name)}`,
  nothingHere: ({ learn }) => `このリージョンにはクラスターがありません。${learn ? ` ${learnLine}` : ''}`,
  unknownFlag: ({ given, command, usage }) =>
    `${code(command)} に ${code(given)} というオプションはありません。使い方: ${line(usage)}`,
  unclosedQuote: () => '引用符が閉じられていません。閉じるか、取り除いてください。',
  missingWord: ({ word, usage, example }) =>
    `${word === 'n|+n|-n' ? 'タスクを何個にしますか?' : `${code(word)} が指定されていません。`}使い方は ${line(usage)} です。例: ${line(example)}`,
  tooManyWords: ({ given, usage, example }) =>
    `${code(given)} は余分な語です。使い方は ${line(usage)} です。例: ${line(example)}`,
  badWord: ({ why, given, example }) => `${badWord[why](code(given))}例: ${line(example)}`,
  unknownCluster: ({ given, nearest }) =>
    `クラスター ${code(given)} はありません。${didYouMean(nearest)}一覧は ${line('clusters')} で確認できます。`,
  unknownService: ({ given, nearest }) =>
    `サービス ${code(given)} はありません。${didYouMean(nearest)}一覧は ${line('services')} で確認できます。`,
  ambiguousService: ({ given, targets }) =>
    `サービス ${code(given)} は ${targets.length} 個のクラスターにあります。 ${targets.map(code).join(', ')} のいずれかを入力してください。`,
  unknownTarget: ({ given, nearest }) =>
    `${code(given)} というクラスターもサービスもありません。${didYouMean(nearest)}一覧は ${line('clusters')} と ${line('services')} で確認できます。`,
  ambiguousTask: ({ given, targets }) =>
    `${code(given)} で始まるタスクが複数あります。続きも入力してください: ${targets.map(code).join(', ')}`,
  unknownTask: ({ given, cluster }) =>
    `${code(cluster)} にタスク ${code(given)} はありません。停止したタスクの情報は、ECS では約 1 時間、ボットでは 30 日でなくなります。`,
  otherPlace: ({ given, region, account }) =>
    `${code(given)} は別のリージョンまたはアカウントのものです。このボットの対象は、アカウント ${code(account)} の ${code(region)} だけです。一覧は ${line('services')} で確認できます。`,
  unknownTaskDefinition: ({ given }) => `タスクを起動できるタスク定義 ${code(given)} はありません。`,
  notOfHandsOn: ({ given }) =>
    `ハンズオンで操作できるのは、名前が小文字の \`hands-on…\` または \`hello-world…\` のものだけです。 ${code(given)} は対象外です。`,
  noHandsOn: () =>
    'このボットは `--hands-on` なしでデプロイされているため、リソースの作成や削除はできません。',
  deploymentsOff: () =>
    'このボットは `--deployments=off` でデプロイされています。デプロイの開始・続行・ロールバックを行うには、 `--deployments=on` でデプロイし直してください。',
  alreadyThere: ({ what, name }) => {
    const names = {
      repository: 'リポジトリ',
      cluster: 'クラスター',
      service: 'サービス',
      taskDefinition: '',
    };
    return what === 'taskDefinition'
      ? `${code(name)} はすでに同じ内容です。登録の必要はありません。`
      : `${names[what]} ${code(name)} はすでにあります。何もする必要はありません。`;
  },
  serviceDraining: ({ target }) =>
    `サービス ${code(target)} は削除中です。タスクが停止するまでお待ちください。`,
  clusterHolds: ({ cluster, services, tasks }) =>
    `${code(cluster)} は空ではありません (アクティブなサービス ${services}、タスク ${tasks})。先に ${line(`delete-service ${cluster}/…`)} でサービスを削除してください。`,
  notAFargateSize: ({ cpu, memory, memories }) =>
    memories.length === 0
      ? `ここで使える CPU ユニットは 256、512、1024、2048、4096 です。 ${cpu} は使えません。`
      : `CPU ${cpu} ユニットで使えるメモリは ${memories.length > 3 ? `${memories[0]}～${memories.at(-1)} MiB (1024 単位)` : `${memories.join('、')} MiB`} です。 ${memory} は使えません。`,
  notAPort: ({ given }) => `${code(given)} はポート番号ではありません。1～65535 の数値を入力してください。`,
  noPort: ({ taskDefinition }) =>
    `${code(taskDefinition)} の最初のコンテナはポートを公開していないため、ロードバランサーから接続できません。`,
  unknownRepository: ({ given, nearest }) =>
    `このリージョンに ${code(given)} というリポジトリもサービスもありません。${didYouMean(nearest)}`,
  taskRuns: ({ task }) =>
    `${code(task)} は停止していません。状態は ${line(`tasks ${task}`)} で確認できます。`,
  noTask: ({ target }) => `${code(target)} にはタスクがなく、過去 30 日間に停止したタスクもありません。`,
  logsNotAllowed: ({ target }) =>
    `${code(target)} のログの表示は許可されていません。サービスにタグ ${code('ecs-bot:logs')} = ${code('on')} を付けるか、 ${code('--logs on')} を指定してデプロイし、すべて許可してください。`,
  logsElsewhere: ({ target, driver }) =>
    driver === ''
      ? `${code(target)} のログはありません。タスク定義にログドライバーが設定されていません。`
      : `${code(target)} のログはここでは読めません。読めるのはストリームプレフィックス付きの ${code('awslogs')} ドライバーだけですが、設定は ${code(driver)} です。`,
  noRunningTask: ({ target }) =>
    `${code(target)} には停止できる実行中のタスクがありません。理由は ${line(`service ${target}`)} で確認できます。`,
  taskAlreadyStopping: ({ task, target }) =>
    `${code(target)} のタスク ${code(task)} はすでに停止処理中です。何も変更していません。`,
  daemonCount: ({ target }) =>
    `${code(target)} は DAEMON サービスです。コンテナインスタンスごとに 1 つのタスクを実行するため、必要なタスク数は設定できません。`,
  aboveMaximum: ({ target, count, maximum }) =>
    `${count} は、1 サービスあたりの上限 ${maximum} 個 (MAX_DESIRED_COUNT) を超えています。上限まで増やすには ${line(`scale ${target} ${maximum}`)} と入力してください。`,
  belowZero: ({ target, count, desiredCount }) =>
    `タスクが ${count} 個になってしまいます。 ${code(target)} の必要なタスク数は ${desiredCount} です。最小は ${line(`scale ${target} 0`)} です。`,
  sameCount: ({ target, count }) =>
    `${code(target)} の必要なタスク数はすでに ${count} です。変更はありません。`,
  denied: ({ denial }) => denialText(denial),
  askerDenied: ({ asker }) =>
    `依頼した <@${escapeText(asker)}> さんの権限がなくなりました。何も変更していません。`,
  needsSecondPerson: () => '自分の依頼は承認できません。別の人の承認が必要です。何も変更していません。',
  managedElsewhere: ({ target, link }) =>
    `${code(target)} は ECS Express Mode が管理し、タスク数も自動で設定されます。 ${linkTo(link, 'スケーリングはこちらで変更してください')}`,
  drillUnsafe: ({ target, why }) => `${drillRefusals[why](code(target))}何も停止していません。`,
  noScalableTarget: ({ target }) =>
    `${code(target)} には、一時停止や変更の対象になる自動スケーリングがありません。オプションを外してください。`,
  oneOfBoth: () =>
    '自動スケーリングの一時停止には、それ自体に時間を指定します。 `for` や `--move-bound` と組み合わせず、 `--pause 1h` だけを指定してください。',
  undoOver: () => 'この変更はもう元に戻せません。元に戻せるのは 15 分以内です。何も変更していません。',
  undoMoved: ({ target, set, desiredCount }) =>
    desiredCount === undefined
      ? `${code(target)} はなくなったため、元に戻せません。`
      : `その後 ${code(target)} は別の操作で変更されました (設定した値 ${set}、現在 ${desiredCount})。何も変更していません。必要な値を ${line(`scale ${target} <n>`)} で設定してください。`,
  cardGone: () =>
    'このカードの記録はもうありません。何も変更していません。コマンドをもう一度入力してください。',
  cardMade: ({ userId, approved, at, result, link }) =>
    `<@${escapeText(userId)}> さんが${approved ? '承認' : '実行'}済みです (${slackDate(new Date(at))})。${madeResults[result ?? 'running']}${link === undefined ? '' : ` ${linkTo(link, 'メッセージを見る')}`}`,
  cardWithdrawn: ({ userId, declined, at }) =>
    `<@${escapeText(userId)}> さんが${declined ? '却下' : '取り消し'}済みです (${slackDate(new Date(at))})。何も変更していません。必要な場合は、コマンドをもう一度入力してください。`,
  cardExpired: ({ minutes }) =>
    `このカードは期限切れです (有効期間 ${minutes} 分)。何も変更していません。コマンドをもう一度入力してください。`,
  refusedBefore: ({ because }) => {
    const why = wordOf<string>(audit.reasons, because);
    return `この操作はすでに拒否されました${why === undefined ? '' : ` (${why})`}。何も変更していません。もう一度コマンドを入力してください。`;
  },
  targetBusy: ({ target, userId }) =>
    `${code(target)} は${userId === '' ? '別の操作' : ` <@${escapeText(userId)}> さんの操作`}で変更中です。変更は 1 件ずつ行います。何も変更していません。1 分ほどしてからもう一度お試しください。`,
  approvalNeeded: ({ byTag }) =>
    byTag
      ? `その後 ${code('ecs-bot:protected')} タグが付いたため、別の人の承認が必要です。ボタンから承認を依頼できます。`
      : 'その後、別の人の承認が必要になりました。ボタンから承認を依頼できます。',
  pausedAlready: ({ target }) =>
    `${code(target)} の自動スケーリングは、このボット以外の操作ですでに一時停止中です。再開の時期が分からないため、 ${code('--pause')} を外してください。設定したタスク数はそのまま保たれます。`,
  undoPauses: ({ target }) =>
    `元に戻すと、 ${code(target)} の自動スケーリングが期限なしで一時停止します。何も変更していません。一時停止するには ${line(`scale ${target} <n> --pause 1h`)} と入力してください。`,
  undoDone: ({ userId, byTimer, at }) =>
    byTimer
      ? `この変更は、時間が来たためすでに元に戻っています (${slackDate(new Date(at))})。何も変更していません。`
      : `この変更は <@${escapeText(userId)}> さんがすでに元に戻しました (${slackDate(new Date(at))})。何も変更していません。`,
  cardOfAnother: ({ asker }) =>
    `これは <@${escapeText(asker)}> さんのカードです。何も変更していません。自分でコマンドを入力してください。`,
  handsOnOfAnother: ({ userId }) =>
    `これは <@${escapeText(userId)}> さんのハンズオンです。自分のハンズオンは \`/ecs hands-on\` で始めるか、再開できます。`,
  cannotPost: ({ channel, direct, slackSays = '' }) => {
    if (channel === '')
      return 'デフォルトのチャンネルがなく、通知できないため、何も変更していません。チャンネルでコマンドを入力するか、 `--param="default-channel=C…"` を指定してデプロイしてください。';
    const { why, remedy } = wordOf(closed, slackSays) ?? closedOtherwise;
    return `<#${escapeText(channel)}> ${direct ? '(デフォルトのチャンネル) ' : ''}に投稿できないため、何も変更していません。理由: ${why} (${code(slackSays)})。${remedy}`;
  },
  tooLate: () =>
    'コマンドの処理が 2 分以上遅れました。安全のため、何も変更していません。もう一度入力してください。',
  awsRefused: ({ message }) => `AWS が拒否しました: ${escapeText(message)}`,
  awsDenied: ({ message }) =>
    `ボットのロールに権限がありません: ${escapeText(message)} もう一度デプロイするか、ボットの管理者に相談してください。`,
  ...deploymentProblems,
  ...freezeProblems,
  ...hookProblems,
  onlyInChannel: () => 'チャンネルの設定は、ダイレクトメッセージではなく、そのチャンネルで入力してください。',
  notWatched: ({ given, patterns }) =>
    `このチャンネルに ${code(given)} の通知の設定はありません。${didYouMean(patterns)}設定は ${line('watches')} で確認できます。`,
  notMuted: ({ given, patterns }) =>
    `${code(given)} はこのチャンネルでミュートされていません。${didYouMean(patterns)}設定は ${line('watches')} で確認できます。`,
  nameOnly: ({ given }) =>
    `${code(given)} だけでは誰のことか分かりません。 \`@\` を入力して Slack の候補から選ぶか、メンバー ID (プロフィールの「メンバー ID をコピー」) を ${line('audit U0123ABCD')} のように入力してください。自分の履歴は ${line('audit me')} で確認できます。`,
  slackRefuses: ({ refusal }) => {
    switch (refusal.kind) {
      case 'token':
        return `Slack がボットのトークンを拒否したため (${code(refusal.code)})、何も実行していません。ボットの管理者は、アプリが削除されていれば再インストールし、${code('npm run secrets')} でトークンを保存してください。`;
      case 'scope':
        return `Slack アプリに${refusal.scope === '' ? `必要なスコープ (${code(refusal.code)})` : `スコープ ${code(refusal.scope)} `}がないため、何も変更していません。ボットの管理者が ${code('npm run manifest')} のマニフェストをアプリに設定し、再インストールする必要があります。`;
      default:
        return `Slack がボットのリクエストを拒否したため (${code(refusal.code)})、何も変更していません。${line('doctor')} で原因を確認できます。`;
    }
  },
  tooOften: ({ seconds }) =>
    `このワークスペースで ${line('doctor')} が 1 分以内に何度も実行されました。${span(seconds * 1000)}後にもう一度入力してください。`,
  slackWaits: ({ seconds }) =>
    `Slack から ${span(seconds * 1000)}待つよう求められたため、何も変更していません。その後でもう一度入力してください。`,
  unanswered: () =>
    'この変更のメッセージについて、Slack から 2 回続けて応答がありませんでした。そのメッセージが表示されていても、何も変更していません。もう一度入力してください。',
  unavailable: ({ became }) => unavailable[became],
};
