/** Whether a person may change anything: only the Slack user ids that the deployment names, nobody by default. */
export function mayChange(userId: string, operators: readonly string[]): boolean {
  return operators.includes(userId);
}
