import type { HandsOn } from '../../ecs/hands-on.ts';

/** What the deploy knows of the hands-on's stack. */
export interface HandsOnVariables {
  readonly AWS_REGION: string;
  readonly HANDS_ON?: string;
  readonly HANDS_ON_SUBNETS?: string;
  readonly HANDS_ON_SECURITY_GROUP?: string;
  readonly HANDS_ON_TARGET_GROUP?: string;
  readonly HANDS_ON_EXECUTION_ROLE?: string;
  readonly HANDS_ON_LOG_GROUP?: string;
}

/** The hands-on's stack, as the worker's environment tells it; undefined in a bot that is deployed without, or with a part of it. */
export function readHandsOn(variables: HandsOnVariables): HandsOn | undefined {
  const {
    HANDS_ON_SUBNETS: subnets,
    HANDS_ON_SECURITY_GROUP: securityGroup,
    HANDS_ON_TARGET_GROUP: targetGroupArn,
    HANDS_ON_EXECUTION_ROLE: executionRoleArn,
    HANDS_ON_LOG_GROUP: logGroup,
  } = variables;
  if (variables.HANDS_ON !== 'on') return undefined;
  if (!subnets || !securityGroup || !targetGroupArn || !executionRoleArn || !logGroup) return undefined;
  return {
    ...{ region: variables.AWS_REGION, subnets: subnets.split(',') },
    ...{ securityGroup, targetGroupArn, executionRoleArn, logGroup },
  };
}
