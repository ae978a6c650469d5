import { z } from 'zod';
import { validationError } from './validation-error.ts';

/** What names a scalable target in a request. The namespaces and dimensions of other services are refused below. */
export const resourceRequest = z.object({
  ServiceNamespace: z.string(),
  ResourceId: z.string().min(1).max(1600),
  ScalableDimension: z.string(),
});

/** Refuses what no ECS service can be: another namespace or dimension, an id of another form. Answers its parts. */
export function readResource({
  ServiceNamespace,
  ResourceId,
  ScalableDimension,
}: z.infer<typeof resourceRequest>) {
  const [type, cluster = '', service = '', ...rest] = ResourceId.split('/');
  const isService = type === 'service' && cluster !== '' && service !== '' && rest.length === 0;
  if (ServiceNamespace !== 'ecs' || ScalableDimension !== 'ecs:service:DesiredCount' || !isService) {
    throw validationError('Unsupported service namespace, resource type or scalable dimension');
  }
  return { cluster, service };
}
