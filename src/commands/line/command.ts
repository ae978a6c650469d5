import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ECRClient } from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import type { z } from 'zod';
import type { Access } from '../../access/access.ts';
import type { FreezeRequest } from '../../access/freeze.ts';
import type { AccessTarget } from '../../access/targets.ts';
import type { HandsOn } from '../../aws/ecs/provision.ts';
import type { AuditStore, ChangeStore } from '../../changes/audit.ts';
import type { Change } from '../../changes/change.ts';
import type { Finding } from '../../doctor/check.ts';
import type { HandsOnRequest } from '../../hands-on/hands-on.ts';
import type { Setting, Settings } from '../../notifications/settings.ts';
import type { StoppedTasks } from '../../store/stopped-tasks.ts';
import { type ArgumentProblem, Refusal } from './problem.ts';

/**
 * A word of a command's line, by position. `hint` is what usage shows: `<cluster/service>`, or `[cluster]` if optional; a word with an empty hint is
 * part of the word before it.
 */
interface Word {
  readonly name: string;
  readonly hint: string;
  readonly optional?: true;
}

/** A `--flag`; `value` is the hint for what follows it, absent for a switch. `hidden` flags are for buttons. */
export interface Flag {
  readonly name: string;
  readonly value?: string;
  readonly hidden?: true;
}

/** A command's description of itself, written once: help, usage errors, Slack's usage hint and the README's table come from it. */
export interface CommandDescription {
  readonly name: string;
  /** A change goes through `src/changes`; a read answers only the caller; a setting decides what a channel is notified of, or what is frozen. */
  readonly kind: 'read' | 'change' | 'setting';
  /** Only in a bot that was deployed with `--hands-on`, or not with `--deployments=off`. */
  readonly only?: 'hands-on' | 'deployments';
  /** Only buttons use it; help and completion don't show it. */
  readonly hidden?: true;
  /** Its line ends with `because <reason>`; a change's may. */
  readonly reason?: 'required';
  readonly words: readonly Word[];
  readonly flags: readonly Flag[];
  /** Lines that work in the local world, without `/ecs`. */
  readonly examples: readonly [string, ...string[]];
}

/** The words and flags of a line by name; a switch is `true`. */
export type LineArguments = Readonly<Record<string, string | true>>;

export interface Command<Answer extends AnyReply = AnyReply> extends CommandDescription {
  /** Throws Refusal for arguments that don't fit. */
  run(given: LineArguments, context: CommandContext): Promise<CommandResult<Answer>>;
}

/** What a command may use; only `functions/` and tests build one. */
export interface CommandContext {
  /** Every command that this bot has, for help. */
  readonly commands: readonly CommandDescription[];
  /** Who the caller is and what they may see. A command is shown that and nothing else: see `readableContext`. */
  readonly access: Pick<Access, 'decide' | 'readable' | 'basis'>;
  readonly ecs: ECSClient;
  readonly autoscaling: ApplicationAutoScalingClient;
  readonly ecr: ECRClient;
  readonly logs: CloudWatchLogsClient;
  /** Whether logs may be shown where no service tag decides it. */
  readonly logsOn: boolean;
  /** Tasks that stopped in the last thirty days. */
  readonly stoppedTasks: StoppedTasks;
  /** What was changed and what was refused. */
  readonly audit: Pick<AuditStore, 'entries'>;
  /** Changes that were made, for commands that revert them. */
  readonly store: Pick<ChangeStore, 'getIntent' | 'getOutcome' | 'getLease' | 'scaledSince'>;
  readonly caller: Caller;
  /** Notified of what no channel watches; empty where there is none. */
  readonly defaultChannel: string;
  /** Checks every part of the bot, for this workspace; returns the seconds to wait if that was asked for too often. */
  readonly examine: (teamId: string) => Promise<readonly Finding[] | { readonly waitSeconds: number }>;
  /** The current watches, mutes and languages. */
  readonly readSettings: () => Promise<Settings>;
  /** No command asks for a desired count above this. */
  readonly maximumDesiredCount: number;
  /** The roles that the bot may pass on to tasks: see `readPassRoles`. */
  readonly passRoles: readonly string[];
  /** The hands-on's stack, in a bot that was deployed for it. */
  readonly handsOn: HandsOn | undefined;
  /** Now, epoch milliseconds. */
  readonly now: () => number;
}

/** What a reading command answers: values, not blocks. `src/views/replies` has a view for each kind. */
export interface AnyReply {
  readonly kind: string;
}

/**
 * The result of a line. A command never acts itself: it answers, or names a change, a setting or a hands-on request, or the card that a person
 * confirmed or cancelled; `src/changes` does the rest.
 */
export type CommandResult<Answer extends AnyReply = AnyReply> =
  | { readonly type: 'reply'; readonly reply: Answer }
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'setting'; readonly setting: Setting }
  | { readonly type: 'freeze'; readonly freeze: FreezeRequest }
  | { readonly type: 'hands-on'; readonly ask: HandsOnRequest }
  | { readonly type: 'confirm' | 'cancel'; readonly cardId: string };

/** The person who typed or pressed, as named in Slack's verified request. */
export interface Caller {
  readonly teamId: string;
  readonly userId: string;
  /** Where it was asked: C… or G… for a channel; D… for a direct message, including a group's. */
  readonly channelId: string;
  /** IANA name, as set in their Slack; absent where it is not known. */
  readonly timeZone?: string;
}

/** A command as it is written in its module; words and flags only where it has some. */
export interface Written<Arguments, Name extends string, Result>
  extends Omit<CommandDescription, 'kind' | 'words' | 'flags'>,
    Partial<Pick<CommandDescription, 'words' | 'flags'>> {
  readonly name: Name;
  /** Turns the line's words and flags into what `run` takes; an issue's message is an ArgumentProblem. */
  readonly args: z.ZodType<Arguments>;
  run(args: Arguments, context: CommandContext): Promise<Result>;
}

/** The end of a line that gives a reason. */
export const reasonUsage = 'because <reason>';

/** `--share` on a read shows its answer to the channel; `dispatch` handles it. */
export const shareFlag: Flag = { name: 'share' };

/** A command that answers the caller, and with `--share` the channel. */
export function defineRead<Arguments, const Name extends string, Answer extends AnyReply>({
  flags = [],
  run,
  ...written
}: Written<Arguments, Name, Answer>): Command<Answer> & { readonly name: Name } {
  return defineCommand('read', {
    ...written,
    flags: [...flags, shareFlag],
    run: async (args, context) => ({ type: 'reply', reply: await run(args, context) }),
  });
}

/** `--dry-run` on a change shows its card without buttons and changes nothing; `dispatch` handles it. */
export const dryRunFlag: Flag = { name: 'dry-run' };

/** A command that names a change, which is then proposed on a card. */
export function defineChange<Arguments, const Name extends string>({
  flags = [],
  run,
  ...written
}: Written<Arguments, Name, Change>): Command<never> & { readonly name: Name } {
  return defineCommand('change', {
    ...written,
    flags: written.hidden ? flags : [...flags, dryRunFlag],
    run: async (args, context) => ({ type: 'change', change: await run(args, context) }),
  });
}

/** A channel's notifications are set in that channel. Throws Refusal in a direct message, which nobody else could see. */
export function defineSetting<Arguments, const Name extends string>({
  run,
  ...written
}: Written<Arguments, Name, Setting>) {
  return defineCommand('setting', {
    ...written,
    async run(args, context) {
      requireChannel(context.caller);
      return { type: 'setting', setting: await run(args, context) };
    },
  });
}

/** Throws Refusal in a direct message. */
export function requireChannel({ channelId }: Caller): void {
  if (channelId.startsWith('D')) throw new Refusal({ code: 'onlyInChannel' });
}

/** Ties a command's zod schema to its `run`, so that `run` sees only valid arguments. The command's name stays in the type. */
export function defineCommand<Arguments, const Name extends string, Answer extends AnyReply = never>(
  kind: CommandDescription['kind'],
  { args, run, words = [], flags = [], ...written }: Written<Arguments, Name, CommandResult<Answer>>,
): Command<Answer> & { readonly name: Name } {
  const description = { ...written, kind, words, flags };
  return {
    ...description,
    async run(given, context) {
      const parsed = args.safeParse(given);
      if (parsed.success) return run(parsed.data, context);
      const issue = parsed.error.issues[0];
      throw new Refusal({
        code: 'badWord',
        why: problemOf(issue?.message),
        given: String(given[String(issue?.path[0])] ?? ''),
        usage: usage(description),
        example: description.examples[0],
      });
    },
  };
}

/** Whether a line of this command may end with `because <reason>`: every change that a person types, for what a freeze holds. */
export function takesReason({ kind, hidden, reason }: CommandDescription): boolean {
  return reason === 'required' || (kind === 'change' && !hidden);
}

/** `tasks <cluster|target> [--stopped]`: a command's usage line, built from its description. */
export function usage(command: CommandDescription): string {
  const { name, words, flags, reason } = command;
  const shownWords = words
    .filter(({ hint }) => hint !== '')
    .map(({ hint, optional }) => (optional ? `[${hint}]` : `<${hint}>`));
  const shownFlags = flags
    .filter(({ hidden }) => !hidden)
    .map(({ name: flag, value }) => `[--${flag}${value === undefined ? '' : ` <${value}>`}]`);
  const shownReason = reason === 'required' ? reasonUsage : `[${reasonUsage}]`;
  return [name, ...shownWords, ...shownFlags, ...(takesReason(command) ? [shownReason] : [])].join(' ');
}

/** A schema says what is wrong in one word; zod's own sentences are none. */
function problemOf(message = ''): ArgumentProblem {
  return /^[a-z]+$/i.test(message) ? (message as ArgumentProblem) : 'invalid';
}

/**
 * Whether a button for this command is useful to the caller: the bot has it, and some grant covers it. A limit is no reason to hide the button, since it is explained
 * when it is hit. If Slack can't say who the caller is, the button is shown: the press will tell them.
 */
export async function mayPress(
  { commands, access, caller: { userId, channelId } }: Pick<CommandContext, 'commands' | 'access' | 'caller'>,
  kind: 'change' | 'setting',
  command: string | readonly string[],
  target: AccessTarget,
): Promise<boolean> {
  const names = [command].flat();
  if (!commands.some(({ name }) => names.includes(name))) return false;
  try {
    const decision = await access.decide({ userId, channelId, kind, commands: names, target });
    return decision.allowed || decision.denial.why === 'limit' || decision.denial.why === 'maxTag';
  } catch {
    return true;
  }
}
