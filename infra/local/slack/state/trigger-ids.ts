import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';

const lifetime = 3000;

/** Ids that let an app open a modal once, within 3 seconds of what the person did. */
export class TriggerIds {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { user: string; expires: number; used: boolean }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(user: string): string {
    const id = `${this.#clock.now()}.${this.#issued.size + 1}.${randomBytes(16).toString('hex')}`;
    this.#issued.set(id, { user, expires: this.#clock.now() + lifetime, used: false });
    return id;
  }

  /** The user who triggered it, or the error that Slack answers. Uses it up. */
  exchange(id: string): { user: string } | { error: string } {
    const trigger = this.#issued.get(id);
    if (!trigger) return { error: 'invalid_trigger_id' };
    if (trigger.used) return { error: 'exchanged_trigger_id' };
    if (this.#clock.now() > trigger.expires) return { error: 'expired_trigger_id' };
    trigger.used = true;
    return { user: trigger.user };
  }
}
