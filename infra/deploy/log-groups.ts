import {
  type CloudWatchLogsClient,
  DeleteLogGroupCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { unlessMissing } from './script.ts';

/** Deletes log groups that outlived the stack, ignoring those already gone; a function's last log line may create one again. */
export async function deleteLogGroups(logs: CloudWatchLogsClient, names: readonly string[]): Promise<void> {
  for (const logGroupName of names) {
    await unlessMissing(ResourceNotFoundException, logs.send(new DeleteLogGroupCommand({ logGroupName })));
  }
}
