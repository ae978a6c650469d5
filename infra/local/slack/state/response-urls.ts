import { randomBytes } from 'node:crypto';
import type { Clock } from '../../clock.ts';

/** What a `response_url` was issued for; `message` is the pressed one. */
export interface ResponseTarget {
  readonly kind: 'commands' | 'actions';
  readonly channel: string;
  readonly user: string;
  readonly message?: { readonly ts: string; readonly threadTs?: string };
  /** The line that was typed, shown to all once an answer is in_channel. */
  readonly commandTs?: string;
}

const lifetime = 30 * 60 * 1000;
const maximumUses = 5;

/** `response_url`s: 5 uses within 30 minutes. */
export class ResponseUrls {
  readonly #clock: Clock;
  readonly #issued = new Map<string, { target: ResponseTarget; expires: number; uses: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The path below the server's address. */
  issue(teamId: string, target: ResponseTarget): string {
    const path = `/${target.kind}/${teamId}/${this.#issued.size + 1}/${randomBytes(12).toString('hex')}`;
    this.#issued.set(path, { target, expires: this.#clock.now() + lifetime, uses: 0 });
    return path;
  }

  /** Counts a use. `undefined`: there is no such URL. */
  use(path: string): ResponseTarget | 'expired_url' | 'used_url' | undefined {
    const issued = this.#issued.get(path);
    if (!issued) return undefined;
    if (this.#clock.now() > issued.expires) return 'expired_url';
    if (issued.uses >= maximumUses) return 'used_url';
    issued.uses += 1;
    return issued.target;
  }
}
