import type { HandsOnClients } from './create-hands-on-clients.ts';
import type { ImageSource } from './image/image-source.ts';

/** What the commands of the hands-on work with. */
export interface HandsOnWorld {
  readonly clients: HandsOnClients;
  readonly region: string;
  /** Whether that is the AWS of this machine. */
  readonly isLocal: boolean;
  /** A line for the person. */
  say(line: string): void;
  /** What goes on right now, in one line that the next replaces; on no terminal it is left out. */
  show(line: string): void;
  /** Milliseconds between two looks at what takes its time. Longer waits are a multiple of it. */
  readonly pollMs: number;
  pause(ms: number): Promise<void>;
  /** Builds and pushes the image. */
  readonly image: ImageSource;
}
