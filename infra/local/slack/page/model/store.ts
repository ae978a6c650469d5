import type { ClientState } from '../../client/client-protocol.ts';
import type { Ui } from './ui.ts';

export interface Model {
  readonly server: ClientState;
  readonly ui: Ui;
}

/** Holds what is shown; tells one listener of changes, and whether they are the person's own and want to be seen at once. */
export class Store {
  #model: Model | undefined;
  readonly #changed: (atOnce: boolean) => void;

  constructor(changed: (atOnce: boolean) => void) {
    this.#changed = changed;
  }

  get model(): Model | undefined {
    return this.#model;
  }

  set(model: Model, atOnce = false): void {
    this.#model = model;
    this.#changed(atOnce);
  }

  ui(change: Partial<Ui>): void {
    if (this.#model) this.set({ ...this.#model, ui: { ...this.#model.ui, ...change } }, true);
  }
}
