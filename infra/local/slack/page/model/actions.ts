import type { ClientRequests, ElementId } from '../../client/client-protocol.ts';
import type { Chosen } from './chosen.ts';
import type { Ui } from './ui.ts';

/** Where an element stands: a message or a view. */
export type Place = { readonly channel: string; readonly ts: string } | { readonly view: string };

/** What the views can have done. */
export interface Actions {
  ui(change: Partial<Ui>): void;
  switchUser(user: string): void;
  openChannel(channel: string, tab?: Ui['tab']): void;
  openThread(ts: string | undefined): void;
  /** Puts a line into a composer. */
  type(composer: string, line: string): void;
  send(composer: string, text: string, threadTs?: string): void;
  /** Acts on an element, after its confirmation dialog if it has one. */
  act(place: Place, id: ElementId, element: Readonly<Record<string, unknown>>, chosen: Chosen): void;
  suggest(place: Place, id: ElementId, query: string): void;
  submit(view: string): void;
  close(view: string): void;
  addFault(fault: ClientRequests['fault']): void;
  clearFaults(): void;
  /** Puts an image into a repository of the local ECR. */
  push(repository: string): void;
  setPerson(id: string, change: ClientRequests['person']['change']): void;
  setGroup(id: string, members: readonly string[]): void;
}
