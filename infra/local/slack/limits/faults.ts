import type { Hub } from '../state/hub.ts';
import type { Fault, NewFault } from './fault.ts';

/** Faults that are switched on while the world runs; each is used up by the calls that it hits. */
export class Faults {
  readonly #hub: Hub;
  #faults: Fault[] = [];
  #lastId = 0;

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  add(fault: NewFault): Fault {
    this.#lastId += 1;
    const added: Fault = { ...fault, id: this.#lastId, calls: fault.calls ?? 1 };
    this.#set([...this.#faults, added]);
    return added;
  }

  clear(): void {
    this.#set([]);
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** The first fault of these kinds for this method, counted as used; `applies` looks closer before it counts. */
  take(
    method: string,
    kinds: readonly Fault['kind'][],
    applies: (fault: Fault) => boolean = () => true,
  ): Fault | undefined {
    const hit = this.#faults.find(
      (fault) =>
        kinds.includes(fault.kind) && (fault.method === '*' || fault.method === method) && applies(fault),
    );
    if (!hit) return undefined;
    this.#set(
      this.#faults.flatMap((fault) => {
        if (fault !== hit) return [fault];
        return fault.calls > 1 ? [{ ...fault, calls: fault.calls - 1 }] : [];
      }),
    );
    return hit;
  }

  #set(faults: Fault[]): void {
    this.#faults = faults;
    this.#hub.publish({ type: 'faults' });
  }
}
