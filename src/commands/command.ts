import type { CommandContext } from './command-context.ts';
import type { Outcome } from './outcome.ts';

/** A word of a command's line, by position. `hint` is what usage shows: `<cluster/service>`, or `[cluster]` if optional; an empty one is part of the word before it. */
export interface Word {
  readonly name: string;
  readonly hint: string;
  readonly optional?: true;
}

/** A `--flag`; `value` is the hint of what follows it, absent for a switch. `hidden` ones are for buttons. */
export interface Flag {
  readonly name: string;
  readonly value?: string;
  readonly hidden?: true;
}

/** What a command says of itself, once: help, usage errors, Slack's usage hint and the README's table come from it. */
export interface CommandDescription {
  readonly name: string;
  /** A change goes through `src/changes`; a read answers the caller alone; a setting says who hears what. */
  readonly kind: 'read' | 'change' | 'setting';
  /** In a bot that was deployed with `--hands-on` and in no other. */
  readonly only?: 'hands-on';
  /** Only buttons carry it; help and completion don't show it. */
  readonly hidden?: true;
  readonly words: readonly Word[];
  readonly flags: readonly Flag[];
  /** Lines that work in the local world, without `/ecs`. */
  readonly examples: readonly [string, ...string[]];
}

/** The words and flags of a line by their names; a switch is `true`. */
export type LineArguments = Readonly<Record<string, string | true>>;

export interface Command extends CommandDescription {
  /** Throws Refusal for arguments that don't fit. */
  run(given: LineArguments, context: CommandContext): Promise<Outcome>;
}
