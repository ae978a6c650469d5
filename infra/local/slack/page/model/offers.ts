import type { ClientState } from '../../client/protocol.ts';
import { yourLocale } from './state.ts';

/** A completion that the composer offers for its current text. */
export interface Offer {
  /** The composer's text once it is accepted. */
  readonly line: string;
  readonly label: string;
  readonly hint: string;
  readonly description: string;
  /** True for help that real Slack does not offer. */
  readonly isLocalHelp: boolean;
}

/** Completions for what was typed: commands while the first word is typed, then sub-commands. */
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
