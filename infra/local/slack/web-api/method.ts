import type { Rate } from '../limits/rate-limiter.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Arguments } from './arguments.ts';

export interface MethodCall {
  readonly args: Arguments;
  readonly world: SlackWorld;
  /** The method's own name, for faults. */
  readonly method: string;
}

/** A Web API method. `run` answers the fields beside `ok: true`, or throws SlackApiError. */
export interface Method {
  /** The bot token's scope that it needs; with `none` no token is asked for. */
  readonly scope?: string | 'none';
  /** Buckets that a call is counted in; a key beside the method's name makes it narrower (a channel). */
  rates(args: Arguments): readonly { readonly key: string; readonly rate: Rate }[];
  run(call: MethodCall): Record<string, unknown>;
}
