import type { AwsService } from '../aws/aws-service.ts';
import { ServiceError } from '../aws/service-error.ts';

/** A rule as EventBridge tells of it; its owner may change `state` at any time. */
export interface RuleState {
  readonly name: string;
  readonly pattern?: unknown;
  readonly scheduleExpression?: string;
  state: 'ENABLED' | 'DISABLED';
}

export interface EventsOptions {
  readonly accountId: string;
  readonly region: string;
  /** The default bus's rules, looked up at each request: they are made later than the service. */
  readonly rules: () => readonly RuleState[];
}

/** EventBridge's control plane, for reading: `aws events describe-rule`, `list-rules`, of the default bus only. */
export function createEvents({ accountId, region, rules }: EventsOptions): AwsService {
  const describe = ({ name, pattern, scheduleExpression, state }: RuleState) => ({
    Name: name,
    Arn: `arn:aws:events:${region}:${accountId}:rule/${name}`,
    EventBusName: 'default',
    State: state,
    ...(pattern !== undefined && { EventPattern: JSON.stringify(pattern) }),
    ...(scheduleExpression !== undefined && { ScheduleExpression: scheduleExpression }),
  });
  const onDefaultBus = ({ EventBusName = 'default' }: Record<string, unknown>) => {
    if (EventBusName !== 'default')
      throw new ServiceError('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`);
  };
  return {
    name: 'events',
    targetPrefix: 'AWSEvents',
    jsonVersion: '1.1',
    actions: {
      DescribeRule(input) {
        onDefaultBus(input);
        const found = rules().find(({ name }) => name === input.Name);
        if (found) return describe(found);
        throw new ServiceError(
          'ResourceNotFoundException',
          `Rule ${input.Name} does not exist on EventBus default.`,
        );
      },
      ListRules(input) {
        onDefaultBus(input);
        const prefix = String(input.NamePrefix ?? '');
        const some = rules().filter(({ name }) => name.startsWith(prefix));
        return { Rules: some.map(describe).sort((one, other) => one.Name.localeCompare(other.Name)) };
      },
    },
  };
}
