import { type CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';

/** Deletes log groups that outlived the stack; what a function writes last may make one anew. */
export async function deleteLogGroups(logs: CloudWatchLogsClient, names: readonly string[]): Promise<void> {
  for (const logGroupName of names) await logs.send(new DeleteLogGroupCommand({ logGroupName }));
}
