import { ClientException, ClusterNotFoundException, ServiceNotFoundException } from '@aws-sdk/client-ecs';

const exceptions = {
  cluster: [ClusterNotFoundException, 'Cluster not found.'],
  service: [ServiceNotFoundException, 'Service not found.'],
  taskDefinition: [ClientException, 'Unable to describe task definition.'],
} as const;

/** What ECS throws for what does not exist. */
export function notFound(what: keyof typeof exceptions): Error {
  const [Exception, message] = exceptions[what];
  return new Exception({ message, $metadata: { httpStatusCode: 400 } });
}
