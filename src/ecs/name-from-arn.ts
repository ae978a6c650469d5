/** The last part of an ARN: a cluster's, service's or repository's name, a task's id, `family:revision`. */
export function nameFromArn(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
