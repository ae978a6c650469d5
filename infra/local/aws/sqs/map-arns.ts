/** Queue attributes with the account of every SQS ARN in them changed, also within policies, which are JSON text. */
export function mapArns(
  attributes: Readonly<Record<string, unknown>>,
  region: string,
  from: string,
  to: string,
): Record<string, unknown> {
  const mapped = Object.entries(attributes).map(([name, value]) => [
    name,
    typeof value === 'string'
      ? value.replaceAll(`arn:aws:sqs:${region}:${from}:`, `arn:aws:sqs:${region}:${to}:`)
      : value,
  ]);
  return Object.fromEntries(mapped);
}
