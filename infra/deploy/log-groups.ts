import {
  type CloudWatchLogsClient,
  DeleteLogGroupCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';

/** Deletes log groups that outlived the stack, those that are not gone meanwhile; what a function writes last may make one again. */
export async function deleteLogGroups(logs: CloudWatchLogsClient, names: readonly string[]): Promise<void> {
  for (const logGroupName of names) {
    await logs.send(new DeleteLogGroupCommand({ logGroupName })).catch((error: unknown) => {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    });
  }
}
