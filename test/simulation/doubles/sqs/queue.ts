/** A message as a queue keeps it. */
export interface Stored {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly md5OfAttributes?: string;
  /** Epoch milliseconds, like all times here. */
  readonly sentAt: number;
  /** Retention counts from here. */
  readonly keptFrom: number;
  /** Of FIFO queues. */
  readonly group?: string;
  readonly deduplicationId?: string;
  readonly sequenceNumber?: string;
  readonly receiveCount: number;
  readonly firstReceivedAt?: number;
}

/** A message that is not to be had until a time: in flight with its handle, or delayed without. */
interface Waiting {
  readonly message: Stored;
  readonly until: number;
  readonly handle?: string;
}

export interface Received {
  readonly message: Stored;
  readonly handle: string;
}

interface QueueOptions {
  readonly isFifo: boolean;
  readonly retentionSeconds: number;
}

interface ReceiveOptions {
  readonly most: number;
  readonly visibilitySeconds: number;
  readonly now: number;
  newHandle(): string;
  /** Takes a message that was received too often; absent without a redrive policy. */
  readonly redrive?: { readonly after: number; take(message: Stored): void };
}

/** Within this time a deduplication id counts once, even after its message is deleted (SQS developer guide, "message deduplication ID"). */
const deduplicationMs = 5 * 60_000;

/** The messages of one queue. Nothing happens by itself: what fell due is looked at when somebody asks. */
export class Queue {
  readonly #options: QueueOptions;
  /** Those that can be received, by group; a standard queue has one group. */
  readonly #groups = new Map<string, Stored[]>();
  #waiting: Waiting[] = [];
  readonly #sent = new Map<string, { readonly at: number; readonly message: Stored }>();
  #sequence = 0;
  /** No message here is kept from before this. */
  #earliest = Number.POSITIVE_INFINITY;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** The message that was sent with this deduplication id within five minutes. */
  duplicateOf(deduplicationId: string, now: number): Stored | undefined {
    for (const [id, { at }] of this.#sent) {
      if (now - at < deduplicationMs) break;
      this.#sent.delete(id);
    }
    return this.#sent.get(deduplicationId)?.message;
  }

  nextSequenceNumber(): string {
    this.#sequence += 1;
    return String(this.#sequence).padStart(20, '0');
  }

  send(message: Stored, delaySeconds: number): void {
    this.#earliest = Math.min(this.#earliest, message.keptFrom);
    if (message.deduplicationId !== undefined) {
      this.#sent.set(message.deduplicationId, { at: message.sentAt, message });
    }
    if (delaySeconds > 0) this.#waiting.push({ message, until: message.sentAt + delaySeconds * 1000 });
    else this.#add(message, 'last');
  }

  /** Takes what another queue gave up. Only a FIFO queue counts retention anew (developer guide, "dead-letter queue retention"). */
  takeDead(message: Stored, now: number): void {
    const taken = this.#options.isFifo ? { ...message, keptFrom: now } : message;
    this.#earliest = Math.min(this.#earliest, taken.keptFrom);
    this.#add(taken, 'last');
  }

  /** Of a FIFO group one message at a time, as the local SQS does; AWS may give several of one group at once, in order. */
  receive({ most, visibilitySeconds, now, newHandle, redrive }: ReceiveOptions): Received[] {
    this.#settle(now);
    const received: Received[] = [];
    for (const [group, messages] of this.#groups) {
      if (this.#isLocked(group)) continue;
      const here = received.length;
      while (received.length < most && messages.length > 0) {
        if (this.#options.isFifo && received.length > here) break;
        const first = messages.shift();
        if (first === undefined) break;
        const { firstReceivedAt = now } = first;
        const message = { ...first, receiveCount: first.receiveCount + 1, firstReceivedAt };
        if (redrive !== undefined && message.receiveCount > redrive.after) {
          redrive.take(message);
          continue;
        }
        const handle = newHandle();
        this.#waiting.push({ message, handle, until: now + visibilitySeconds * 1000 });
        received.push({ message, handle });
      }
      if (messages.length === 0) this.#groups.delete(group);
    }
    return received;
  }

  /** Deletes the message with this handle, unless it was given back; a handle that is over does nothing. */
  delete(handle: string): void {
    this.#waiting = this.#waiting.filter((each) => each.handle !== handle);
  }

  /** Whether a message with this handle is in flight. */
  hasInFlight(handle: string): boolean {
    return this.#waiting.some((each) => each.handle === handle);
  }

  /** Hides a message in flight for so long from now on; 0 gives it back. */
  hide(handle: string, seconds: number, now: number): void {
    const found = this.#waiting.find((each) => each.handle === handle);
    if (found === undefined) return;
    this.#waiting = this.#waiting.filter((each) => each !== found);
    if (seconds === 0) this.#giveBack(found.message);
    else this.#waiting.push({ ...found, until: now + seconds * 1000 });
  }

  /** When a receive next finds something, or moves it to the dead letters; `now` if that is at once, undefined if nothing is there. */
  nextDue(now: number): number | undefined {
    this.#forget(now);
    if ([...this.#groups.keys()].some((group) => !this.#isLocked(group))) return now;
    const times = this.#waiting.map(({ until }) => until);
    return times.length === 0 ? undefined : Math.max(now, Math.min(...times));
  }

  /** What is there, without changing it. */
  list(now: number) {
    this.#forget(now);
    const due = this.#waiting.filter(({ until }) => until <= now);
    const rest = this.#waiting.filter(({ until }) => until > now);
    return {
      visible: [...[...this.#groups.values()].flat(), ...due.map(({ message }) => message)],
      inFlight: rest.filter(({ handle }) => handle !== undefined).map(({ message }) => message),
      delayed: rest.filter(({ handle }) => handle === undefined).map(({ message }) => message),
    };
  }

  #add(message: Stored, where: 'first' | 'last'): void {
    const name = message.group ?? '';
    const group = this.#groups.get(name) ?? [];
    if (where === 'last') group.push(message);
    else group.unshift(message);
    this.#groups.set(name, group);
  }

  #giveBack(message: Stored): void {
    this.#add(message, this.#options.isFifo ? 'first' : 'last');
  }

  /** Makes those visible whose time has come, the earliest first. */
  #settle(now: number): void {
    this.#forget(now);
    const due = this.#waiting.filter(({ until }) => until <= now).sort((a, b) => a.until - b.until);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter(({ until }) => until > now);
    for (const { message, handle } of due) {
      if (handle === undefined) this.#add(message, 'last');
      else this.#giveBack(message);
    }
  }

  #isLocked(group: string): boolean {
    if (!this.#options.isFifo) return false;
    return this.#waiting.some(({ message, handle }) => handle !== undefined && message.group === group);
  }

  /** Drops what is older than the retention period. */
  #forget(now: number): void {
    const oldest = now - this.#options.retentionSeconds * 1000;
    // Asked at each look, and hardly ever true.
    if (this.#earliest > oldest) return;
    const isKept = ({ keptFrom }: Stored) => keptFrom > oldest;
    this.#waiting = this.#waiting.filter(({ message }) => isKept(message));
    for (const [name, messages] of this.#groups) {
      if (messages.every(isKept)) continue;
      const kept = messages.filter(isKept);
      if (kept.length === 0) this.#groups.delete(name);
      else this.#groups.set(name, kept);
    }
    const left = [...this.#waiting.map(({ message }) => message), ...[...this.#groups.values()].flat()];
    this.#earliest = Math.min(...left.map(({ keptFrom }) => keptFrom));
  }
}
