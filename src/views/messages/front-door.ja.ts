/** What the front door itself says to a person, in Japanese. */
export const frontDoorJa = {
  otherWorkspace: 'このボットは別の Slack ワークスペース用です。何も実行していません。',
  orgInstall:
    'このボットは 1 つのワークスペース用ですが、アプリが組織全体にインストールされています。何も実行していません。アプリをワークスペースにインストールしてください。',
  notQueued: {
    command: 'コマンドを受け付けられませんでした。少し待ってから、もう一度入力してください。',
    press: '操作を受け付けられませんでした。少し待ってから、もう一度押してください。',
  },
  maybeQueued: {
    command:
      'コマンドを受け付けたかどうか不明です。1 分以内に応答がなければ、現在の状態を確認してから入力し直してください。',
    press:
      '操作を受け付けたかどうか不明です。1 分以内に応答がなければ、現在の状態を確認してから押し直してください。',
  },
} as const;
