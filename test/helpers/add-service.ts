import {
  CreateServiceCommand,
  type CreateServiceCommandInput,
  type ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';

type Container = NonNullable<RegisterTaskDefinitionCommandInput['containerDefinitions']>[number];

interface AddedService extends Partial<Omit<CreateServiceCommandInput, 'serviceName' | 'taskDefinition'>> {
  readonly cluster: string;
  readonly name: string;
  readonly containers?: readonly Partial<Container>[];
}

/** A service on Fargate, with no tasks and a public image unless told otherwise. */
export async function addService(
  ecs: ECSClient,
  { name, containers = [{}], ...rest }: AddedService,
): Promise<void> {
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: name,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
      containerDefinitions: containers.map((container) => ({
        name: 'app',
        image: 'public.ecr.aws/nginx/nginx:1.27',
        essential: true,
        ...container,
      })),
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      serviceName: name,
      taskDefinition: name,
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'] } },
      ...rest,
    }),
  );
}
