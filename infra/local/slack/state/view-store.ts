import type { Hub } from './hub.ts';
import type { View } from './view.ts';

/** Each person's open modals (the last one is on top) and Home tab. */
export class ViewStore {
  readonly #hub: Hub;
  readonly #stacks = new Map<string, View[]>();
  readonly #homes = new Map<string, View>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  stack(user: string): readonly View[] {
    return this.#stacks.get(user) ?? [];
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  find(idOrExternalId: string): View | undefined {
    return [...this.#homes.values(), ...[...this.#stacks.values()].flat()].find(
      (view) => view.id === idOrExternalId || (view.externalId !== '' && view.externalId === idOrExternalId),
    );
  }

  push(view: View): void {
    this.#setStack(view.user, [...this.stack(view.user), view]);
  }

  /** Puts a newer version in the place of the view with the same id. */
  replace(view: View): void {
    if (view.type === 'home') {
      this.#homes.set(view.user, view);
      this.#hub.publish({ type: 'views', user: view.user });
      return;
    }
    this.#setStack(
      view.user,
      this.stack(view.user).map((one) => (one.id === view.id ? view : one)),
    );
  }

  /** Closes the top view, or all of them. */
  close(user: string, all: boolean): void {
    this.#setStack(user, all ? [] : this.stack(user).slice(0, -1));
  }

  #setStack(user: string, stack: View[]): void {
    this.#stacks.set(user, stack);
    this.#hub.publish({ type: 'views', user });
  }
}
