/** A request over HTTP that got no answer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** Whether the other side may have received the whole request: the last byte was handed to the system. */
  readonly maybeDone: boolean;
  /** The socket was open before the request began, so it may have been dead already. */
  readonly oldSocket: boolean;

  constructor(message: string, about: { maybeDone: boolean; oldSocket: boolean; cause?: unknown }) {
    super(message, { cause: about.cause });
    this.maybeDone = about.maybeDone;
    this.oldSocket = about.oldSocket;
  }
}
