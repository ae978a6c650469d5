import { type ECSClient, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { handsOnTags } from './hands-on-tags.ts';
import { nameFromArn } from './name-from-arn.ts';
import type { TaskDefinitionWanted } from './task-definition-wanted.ts';
import { toTaskDefinitionInput } from './to-task-definition-input.ts';

/** `aws ecs register-task-definition`: a new revision, each time that it is called. */
export async function registerTaskDefinition(
  ecs: ECSClient,
  wanted: TaskDefinitionWanted,
): Promise<{ readonly requestId: string | undefined; readonly made: string }> {
  const { taskDefinition, $metadata } = await ecs.send(
    new RegisterTaskDefinitionCommand({ ...toTaskDefinitionInput(wanted), tags: handsOnTags }),
  );
  return { requestId: $metadata.requestId, made: nameFromArn(taskDefinition?.taskDefinitionArn ?? '') };
}
