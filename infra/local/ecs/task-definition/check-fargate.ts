import type { ContainerDefinition, RegisterTaskDefinitionRequest } from '@aws-sdk/client-ecs';
import { clientError } from '../refuse/client-error.ts';
import { isFargateSize } from './is-fargate-size.ts';

/** Refuses what can not run on Fargate although `requiresCompatibilities` asks for it. `cpu` and `memory` are normalised. */
export function checkFargate(
  input: RegisterTaskDefinitionRequest,
  containers: readonly ContainerDefinition[],
  cpu: string | undefined,
  memory: string | undefined,
): void {
  if (cpu === undefined) throw clientError("Fargate requires that 'cpu' be defined at the task level.");
  if (memory === undefined) throw clientError("Fargate requires that 'memory' be defined at the task level.");
  if (!isFargateSize(cpu, memory)) {
    throw clientError(
      `No Fargate configuration exists for given values: ${cpu} CPU, ${memory} memory. See the Amazon ECS documentation for the valid values.`,
    );
  }
  if (input.networkMode !== 'awsvpc') throw clientError('Fargate only supports network mode ‘awsvpc’.');
  if (containers.some(({ privileged }) => privileged === true)) {
    throw clientError("Fargate does not support container option 'privileged'.");
  }
  if (input.executionRoleArn !== undefined) return;
  if (containers.some(({ image = '' }) => /^\d{12}\.dkr\.ecr\./.test(image))) {
    throw clientError('Fargate requires task definition to have execution role ARN to support ECR images.');
  }
  if (containers.some(({ logConfiguration }) => logConfiguration?.logDriver === 'awslogs')) {
    throw clientError(
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    );
  }
}
