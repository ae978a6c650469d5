import type { Catalogue } from '../catalogue.ts';
import type { doctor as english } from '../en/doctor.ts';
import { code, escapeText, formatCount, slackDate } from '../mrkdwn.ts';

const list = (names: readonly string[]) => {
  const shown = names.slice(0, 12).map(code).join(', ');
  return names.length > 12 ? `${shown} … (全 ${names.length} 件)` : shown;
};
const deploy = 'もう一度デプロイしてください (`npm run deploy`)。';
const secrets = '`npm run secrets` で書き直してください。デプロイは不要です。';
const again = '1 分ほど待ってから、もう一度診断してください。';

/** {@link english} in Japanese. */
export const doctor = {
  title: (fails, warns, oks) =>
    fails + warns === 0
      ? `すべて正常: ${oks} 項目`
      : `診断: ${[
          [fails, 'FAIL'],
          [warns, 'WARN'],
          [oks, 'OK'],
        ]
          .map(([count, status]) => `${status} ${count}`)
          .join(', ')}`,
  sign: { OK: ':white_check_mark:', NOTE: ':information_source:', WARN: ':warning:', FAIL: ':red_circle:' },
  checks: {
    token: 'ボットトークン',
    slack: 'Slack',
    rights: 'ワーカーの権限',
    rules: 'EventBridge のルール',
    heartbeat: 'イベント関数の最後の受信',
    queues: 'キュー',
    clock: '時計',
    concurrency: 'アカウントの同時実行数',
    tables: 'テーブル',
    access: 'アクセス設定ファイル',
    people: 'アクセス設定ファイルの人とグループ',
    channel: 'デフォルトのチャンネル',
  },
  findings: {
    tokenReadable: 'ボットトークンがあり、読み取れます。',
    tokenMissing: (parameter) => `パラメータ ${code(parameter)} にボットトークンがありません。 ${secrets}`,
    tokenMalformed: (parameter) =>
      `パラメータ ${code(parameter)} の値はボットトークンではありません ( \`xoxb-\` で始まります)。 ${secrets}`,
    signingSecretProven:
      '署名シークレットは正しく、入口の時計と Slack の時計の差は 5 分以内です。そうでなければ、このコマンド自体が拒否されています。ワーカーには署名シークレットを読む権限がありません。',
    slackAnswers: (team) => `Slack はワークスペース ${code(team)} のトークンとして受け付けています。`,
    slackRefuses: (error) =>
      `Slack がトークンを拒否し ${code(error)} を返しました。アプリのボットトークンをコピーし直し、 \`npm run secrets\` を実行してください。`,
    slackForbids: (error) =>
      `Slack がボットのリクエストをすべて拒否し ${code(error)} を返しました。アプリを制限していないか、ワークスペースの管理者に確認してください。 ${code('HTTP …')} の場合は、ボットと Slack の間にプロキシがないか確認してください。`,
    slackOtherWorkspace: (team) =>
      `別のワークスペース ${code(team)} のトークンです。このワークスペースにアプリをインストールし、そのトークンを \`npm run secrets\` で書き込んでください。`,
    scopesComplete: 'トークンのスコープは、アプリのマニフェストと一致しています。',
    scopesUnknown: `Slack からトークンのスコープの情報が返りませんでした。${again}`,
    scopesMissing: (scopes) =>
      `トークンに ${list(scopes)} がありません。 \`npm run manifest\` でアプリを更新し、再インストールしてください。`,
    scopesNeedless: (scopes) =>
      `トークンに不要なスコープ ${list(scopes)} があります。アプリから削除し、再インストールしてください。`,
    rightsHeld: (count) =>
      `ワーカーのロールには、変更なしで確認できる権限が ${formatCount(count)} 個すべてあります。`,
    rightsMissing: (actions) =>
      `ワーカーのロールに ${list(actions)} がありません。${deploy}解消しない場合は、アクセス許可の境界または組織のポリシーで禁止されています。`,
    rightsUnclear: (actions, message) =>
      `ワーカーのロールに ${list(actions)} があるか確認できませんでした。理由は ${code(message)} です。${again}`,
    rightsUntried: (actions) =>
      `変更を伴うため ${list(actions)} は確認していません。チャンネルへの投稿も試していません。`,
    passesNoRole:
      'ボットがタスクに渡せるロールがないため、 `deploy` で登録できるのはロールのないタスク定義だけです。ロールを指定するには `--pass-roles` を付けてデプロイしてください。',
    ruleEnabled: (rule) => `ルール ${code(rule)} は有効です。`,
    ruleDisabled: (rule) =>
      `ルール ${code(rule)} は無効のため、送られるはずのイベントが失われています。 ${code(`aws events enable-rule --name ${rule}`)} で有効にしてください。`,
    ruleGone: (rule) => `ルール ${code(rule)} がありません。${deploy}`,
    sweepHeard: (age) =>
      `イベント関数は ${age}前に定期確認を受け取りました。ルール、キュー、関数は動作しています。`,
    sweepLate: (age, at) =>
      `イベント関数は ${age} (${slackDate(at)} 以降)、毎分の定期確認を受け取っていません。ここに表示されるルールとイベントキューを確認し、次に関数 \`task-events\` のログを確認してください。`,
    sweepNever:
      'イベント関数は定期確認を一度も受け取っていません。最初のデプロイの直後なら 2 分ほどは正常です。その後も続く場合は、関数 `task-events` のログを確認してください。',
    eventHeard: (age, at) =>
      `最後に ECS のイベントを受け取ったのは ${age}前です (${slackDate(at)})。動きの少ないアカウントでは長くなります。`,
    eventNever:
      'ECS のイベントをまだ受け取っていません。サービスがある場合は、タスクを起動または停止してみてください。1 分後も変わらなければ、ECS のルールを確認してください。',
    queueFlows: (queue, waiting) => `${code(queue)} で待機中のメッセージは ${formatCount(waiting)} 件です。`,
    queueLong: (queue, waiting) =>
      `${code(queue)} で ${formatCount(waiting)} 件のメッセージが待機しています。このキューを処理する関数のエラーとスロットリングを確認してください。`,
    deadLetters: (queue, waiting) =>
      `${code(queue)} に、処理できなかったメッセージが ${formatCount(waiting)} 件あります。関数のログで原因を調べて解消し、 \`npm run redrive\` を実行してください。`,
    deadLettersNone: (queue) => `${code(queue)} で待機中のメッセージはありません。`,
    queueGone: (queue) => `キュー ${code(queue)} がありません。${deploy}`,
    concurrencyEnough: (limit) =>
      `Lambda はこのアカウントで同時に ${formatCount(limit)} 個の関数を実行できます。`,
    concurrencyLow: (limit) =>
      `Lambda がこのアカウントで同時に実行できる関数は ${formatCount(limit)} 個だけで、ボットはそのうち 8 個まで使います。コマンドが待たされることがあります。Service Quotas の AWS Lambda「Concurrent executions」で引き上げを申請してください。`,
    clockRight: (seconds) =>
      `時計は AWS の時刻と一致しています${seconds === 0 ? '' : ` (誤差 ${Math.abs(seconds)} 秒)`}。`,
    clockOff: (seconds) =>
      `時計が AWS より ${formatCount(Math.abs(seconds))} 秒${seconds > 0 ? '進んで' : '遅れて'}います。時計は Lambda が設定します。もう一度デプロイして新しいインスタンスに替え、解消しなければ AWS に問い合わせてください。`,
    clockUnknown: `AWS から時刻が返りませんでした。${again}`,
    tableAnswers: (table) => `テーブル ${code(table)} は応答しています。`,
    tableGone: (table) => `テーブル ${code(table)} がありません。${deploy}`,
    accessUsable: (grants) => `アクセス設定ファイルは正常です (権限 ${formatCount(grants)} 件)。`,
    accessUnusable: (problem) =>
      `アクセス設定ファイルが正しくないため、誰も変更できません。理由は ${code(problem)} です。ファイル \`infra/access.yml\` を修正し、デプロイしてください。`,
    accessEmpty:
      'アクセス設定ファイルに、変更の権限が 1 つもありません。 `infra/access.yml` に権限を書き、デプロイしてください。',
    peopleUnknown: (ids) =>
      `アクセス設定ファイルの ${list(ids)} は、このワークスペースの人でもグループでもありません。 \`infra/access.yml\` を修正し、デプロイしてください。`,
    peopleKnown: (known, unasked) =>
      `アクセス設定ファイルの人とグループ ${formatCount(known)} 件は、Slack に存在します${unasked === 0 ? '' : ` (ほか ${formatCount(unasked)} 件は未確認)`}。`,
    channelUnset:
      'デフォルトのチャンネルがないため、依頼によらない通知やアラームはどこにも届きません。 `--default-channel C…` を指定してデプロイしてください。',
    channelKnown: (channel) =>
      `デフォルトのチャンネル <#${escapeText(channel)}> は Slack に存在します。投稿できるかどうかは試していません。不安な場合は \`/invite\` で招待してください。`,
    channelUnknown: (channel) =>
      `デフォルトのチャンネル ${code(channel)} をボットから確認できません。ID が誤っているか、ボットが参加していないプライベートチャンネルです。ボットを \`/invite\` で招待するか、別の \`--default-channel\` を指定してデプロイしてください。`,
    alarmsInSlackOnly:
      'アラームの通知先はデフォルトのチャンネルだけです。 `task-events` 自体が動かないときは届きません。そのときも通知を受けるには、 `--alarm-topic` に SNS トピックの ARN を指定してデプロイしてください。',
    alarmsInTopicToo: (topic) => `アラームは SNS トピック ${code(topic)} にも通知します。`,
    denied: (check, message) =>
      `${check}: AWS がボットに確認を許可していません。理由は ${code(message)} です。${deploy}`,
    failed: (check, message) =>
      `${check}: 診断自体に失敗しました。理由は ${code(message)} です。${again}繰り返す場合は、関数 \`worker\` のログを確認してください。`,
    late: (check) => `${check}: 5 秒以内に応答がありませんでした。${again}`,
  },
} satisfies Catalogue<typeof english>;
