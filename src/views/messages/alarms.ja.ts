/** What each of the bot's own alarms means, by the end of its name; `infra/aws/alarms.yml` says it in English. */
export const alarms = {
  'commands-dead-letters':
    '3 回失敗したコマンドがデッドレターキューにあります。関数 worker のログで原因を調べて解消し、 `npm run redrive` を実行してください。',
  'events-dead-letters':
    '処理またはキューへの投入に失敗したイベント、メッセージ、時間指定の変更がデッドレターキューにあります。関数 task-events のログで原因を調べて解消し、 `npm run redrive` を実行してください。',
  'commands-age':
    'コマンドが 1 分以上待機しています。関数 worker のエラーとスロットリングを確認してください。2 分を過ぎたコマンドは何も変更せず、入力し直しが必要です。',
  'events-age':
    'イベントが 20 分以上待機しており、チャンネルへの通知が遅れています。関数 task-events のエラーとスロットリングを確認してください。',
  'front-door-errors':
    '入口が Slack にエラーを返しており、利用者にもエラーが表示されています。関数 slack のログを確認し、次に `npm run verify` を実行してください。',
  'front-door-refusals':
    '入口が 1 分間に 100 件を超えるリクエストを拒否しました。Slack 以外からの呼び出しか、署名シークレットの誤りです。送信元アドレスは関数 slack のログにあります。毎秒 50 件を超えると、利用者のコマンドも受け付けられません。',
  'slack-errors':
    '入口の関数が異常終了またはタイムアウトしています。関数 slack のログを確認し、次に `npm run verify` を実行してください。',
  'worker-failures':
    '5 分間に 5 件を超えるコマンドが失敗し、再試行されています。関数 worker のログを確認し、次に `/ecs doctor` を実行してください。',
  'task-events-failures':
    '5 分間に 5 件を超えるイベントが失敗し、再試行されています。チャンネルへの通知が遅れます。関数 task-events のログを確認し、次に `/ecs doctor` を実行してください。',
  'worker-errors':
    'コマンドを実行する関数が異常終了またはタイムアウトしています。コマンドはキューから再実行されます。関数のログを確認し、次に `/ecs doctor` を実行してください。',
  'task-events-errors':
    'チャンネルに通知する関数が異常終了またはタイムアウトしています。イベントはキューから再処理されます。関数のログを確認し、次に `/ecs doctor` を実行してください。',
  'slack-throttles':
    'Lambda が入口へのリクエストを受け付けませんでした。アカウントの同時実行数の上限に達しています。使用中の関数を調べるか、AWS にクォータの引き上げを申請してください。',
  'worker-throttles':
    'Lambda がコマンドを待たせました。アカウントの同時実行数の上限に達しています。使用中の関数を調べるか、AWS にクォータの引き上げを申請してください。',
  'task-events-throttles':
    'Lambda がイベントを待たせました。アカウントの同時実行数の上限に達しています。使用中の関数を調べるか、AWS にクォータの引き上げを申請してください。',
};
