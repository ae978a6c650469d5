/**
 * One AWS service behind the local endpoint: `targetPrefix` is the part of the `X-Amz-Target` header before the dot
 * (`AmazonEC2ContainerServiceV20141113`), `actions` maps the part behind it to a function from the request's JSON
 * to the answer's JSON. Dates go over the wire as epoch seconds (awsJson1.1).
 * An action throws ServiceError to refuse; one that is absent is refused as the real service refuses it.
 */
export interface AwsService {
  readonly name: 'ecs' | 'ecr' | 'ssm' | 'logs' | 'events' | 'application-autoscaling' | 'tagging';
  readonly targetPrefix: string;
  readonly jsonVersion: '1.0' | '1.1';
  readonly actions: Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;
}
