import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { ArmedFault } from './faults.ts';

/** What a press is for: the newest such button that the person sees. */
export type Wanted =
  | 'confirm'
  | 'cancel'
  | 'undo'
  | 'other'
  /** Of a deployment that waits: for its first hook, for the second one if there is one, and to go back. */
  | 'continue'
  | 'continue other'
  | 'roll back';

/** One thing that somebody does, or that goes wrong. */
export type Step = { /** Milliseconds after the start of operations. */ readonly at: number } & (
  | {
      readonly kind: 'line';
      readonly user: string;
      readonly channel: string;
      readonly line: string;
      /** A running task of a service, whose id ends the line. */
      readonly task?: TaskPick;
    }
  | {
      readonly kind: 'press';
      readonly user: string;
      readonly wanted: Wanted;
      readonly times: 1 | 2;
      /** Only a message that names this service. */
      readonly about?: string;
    }
  | { readonly kind: 'deploy'; readonly service: string; readonly how: Deployment }
  | { readonly kind: 'count set outside'; readonly service: string; readonly count: number }
  | { readonly kind: 'task stopped outside'; readonly service: string; readonly pick: number }
  | { readonly kind: 'task ends'; readonly service: string; readonly pick: number; readonly how: TaskEnd }
  | { readonly kind: 'tag'; readonly service: string; readonly key: string; readonly value: string }
  /** Somebody pushes the image of one tag under another. */
  | {
      readonly kind: 'image tag moved';
      readonly repository: string;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: 'configure'; readonly service: string; readonly configuration: DeploymentConfiguration }
  /** The hook at which a service waits is answered, or its deployment is stopped. */
  | {
      readonly kind: 'hook answered outside';
      readonly service: string;
      readonly how: 'CONTINUE' | 'ROLLBACK' | 'stopped';
    }
  /** Who has asked to continue presses so long after the time of the hook that waits now is over. */
  | {
      readonly kind: 'answer at timeout';
      readonly service: string;
      readonly user: string;
      readonly offsetMs: number;
    }
  | { readonly kind: 'group'; readonly members: readonly string[] }
  | { readonly kind: 'policy'; readonly policy: number }
  /** The app is installed anew: its old token ends, and somebody stores the new one so much later. */
  | { readonly kind: 'token'; readonly storedAfterMs: number }
  /** EventBridge delivers no event for so long. */
  | { readonly kind: 'no events'; readonly forMs: number }
  | ({ readonly kind: 'fault' } & ArmedFault)
);

/** The n-th running task of a service. */
export interface TaskPick {
  readonly service: string;
  readonly index: number;
}

/** A `new daemon` is a service that was not there before. */
export type Deployment = 'good' | 'forced' | 'new daemon' | 'no image' | 'crashes' | 'unhealthy';
export type TaskEnd = 'exits' | 'out of memory' | 'spot' | 'maintenance';

/** A person types a line after `/ecs`. */
export function type(at: number, user: string, line: string, channel: string = localIds.ops): Step {
  return { at, kind: 'line', user, channel, line: `/ecs ${line}` };
}

/** A person presses the newest such button, of a message that names `about` if that is given. */
export function press(at: number, user: string, wanted: Wanted, times: 1 | 2 = 1, about?: string): Step {
  return { at, kind: 'press', user, wanted, times, ...(about !== undefined && { about }) };
}

/** Somebody types a change, and presses six seconds later. */
export function change(at: number, user: string, line: string): Step[] {
  return [type(at, user, line), press(at + 6000, user, 'confirm')];
}
