import { validationError } from './validation-error.ts';

/** Refuses what no ECS service can be: another namespace or dimension, an id of another form. Answers its parts. */
export function readResource(asked: {
  readonly ServiceNamespace: string | undefined;
  readonly ResourceId: string | undefined;
  readonly ScalableDimension: string | undefined;
}): { resourceId: string; cluster: string; service: string } {
  const { ServiceNamespace, ResourceId: resourceId = '', ScalableDimension } = asked;
  const [type, cluster = '', service = '', ...rest] = resourceId.split('/');
  const isService = type === 'service' && cluster !== '' && service !== '' && rest.length === 0;
  if (ServiceNamespace !== 'ecs' || ScalableDimension !== 'ecs:service:DesiredCount' || !isService) {
    throw validationError('Unsupported service namespace, resource type or scalable dimension');
  }
  return { resourceId, cluster, service };
}
