/** A service answered, and did not do what it was asked. */
export class AwsRefusal extends Error {
  override readonly name = 'AwsRefusal';
}
