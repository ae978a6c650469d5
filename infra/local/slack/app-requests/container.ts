import type { Message } from '../state/message.ts';
import type { View } from '../state/view.ts';

/** Where an element stands. */
export type Container = { readonly message: Message } | { readonly view: View };
