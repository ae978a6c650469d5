import type { ClientState } from '../../client/protocol.ts';
import { yourLocale } from './state.ts';

/** What the composer offers for what stands in it. */
export interface Offer {
  /** What the composer holds once it is taken. */
  readonly line: string;
  readonly label: string;
  readonly hint: string;
  readonly description: string;
  /** Slack has no such offer. */
  readonly isLocalHelp: boolean;
}

/** What fits to what was typed: a command while its first word is typed, then its sub-commands. */
export function completions(server: ClientState, draft: string): readonly Offer[] {
  if (!draft.startsWith('/') || draft.includes('\n')) return [];
  const [command = '', ...words] = draft.split(' ');
  if (words.length === 0) {
    return server.commands
      .filter((one) => one.command.startsWith(command))
      .map((one) => ({
        line: `${one.command} `,
        label: one.command,
        hint: one.usageHint,
        description: one.description,
        isLocalHelp: false,
      }));
  }
  const isApps = server.commands.some((one) => one.command === command);
  if (!isApps || words.length > 1) return [];
  return server.completions
    .filter(({ text }) => text.startsWith(words[0] ?? ''))
    .map(({ text, description, inJapanese = description }) => ({
      line: `${command} ${text} `,
      label: text,
      hint: '',
      description: yourLocale({ server })?.startsWith('ja') ? inJapanese : description,
      isLocalHelp: true,
    }));
}
