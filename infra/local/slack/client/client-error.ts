/** Something that a client asked for and cannot have, in one sentence for the person. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}
