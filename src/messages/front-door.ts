import type { Catalogue, Complete } from './catalogue.ts';

/** The front door's own sentences, in Japanese. */
const frontDoorJa = {
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

/** The front door's own sentences; all others come from the worker. Short, because both languages are sent together. */
const frontDoorEn = {
  otherWorkspace: 'This bot serves another Slack workspace, so nothing was done.',
  orgInstall:
    'This bot serves one workspace, but its app was installed for the whole organization, so nothing was done. Install the app in the workspace itself.',
  notQueued: {
    command: 'I could not take this command, so nothing was done. Type it again in a moment.',
    press: 'I could not take this press, so nothing was done. Press again in a moment.',
  },
  maybeQueued: {
    command:
      'It is unknown whether this command was accepted. If no answer follows within a minute, look at the present state before you type it again.',
    press:
      'It is unknown whether this press was accepted. If no answer follows within a minute, look at the present state before you press again.',
  },
} as const;

type Sentences = Catalogue<typeof frontDoorEn>;

const japanese: Sentences = frontDoorJa satisfies Complete<typeof frontDoorEn, typeof frontDoorJa>;

const both = (one: string, other: string) => `${one}\n${other}`;

/** The front door's sentences, in both languages: Slack sends no locale with a command or a button, and it can only be looked up behind the queue. */
export const frontDoor: Sentences = {
  otherWorkspace: both(frontDoorEn.otherWorkspace, japanese.otherWorkspace),
  orgInstall: both(frontDoorEn.orgInstall, japanese.orgInstall),
  notQueued: {
    command: both(frontDoorEn.notQueued.command, japanese.notQueued.command),
    press: both(frontDoorEn.notQueued.press, japanese.notQueued.press),
  },
  maybeQueued: {
    command: both(frontDoorEn.maybeQueued.command, japanese.maybeQueued.command),
    press: both(frontDoorEn.maybeQueued.press, japanese.maybeQueued.press),
  },
};
