import { DescribeRuleCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import type { Clients } from '../create-clients.ts';
import type { DeployedStack } from '../read-stack.ts';
import type { Finding } from './finding.ts';
import { ofType } from './of-type.ts';

/** Are the EventBridge rules switched on, and do they lead somewhere? */
export async function checkRules({ eventBridge }: Clients, stack: DeployedStack): Promise<Finding[]> {
  const findings = ofType(stack, 'AWS::Events::Rule').map(async (Name): Promise<Finding> => {
    const part = `rule ${Name}`;
    const [{ State }, { Targets = [] }] = await Promise.all([
      eventBridge.send(new DescribeRuleCommand({ Name })),
      eventBridge.send(new ListTargetsByRuleCommand({ Rule: Name })),
    ]);
    if (State === 'DISABLED') {
      return { level: 'FAIL', part, says: 'disabled', todo: `aws events enable-rule --name ${Name}` };
    }
    if (Targets.length === 0) return { level: 'FAIL', part, says: 'has no target', todo: 'Deploy again.' };
    return { level: 'OK', part, says: 'enabled' };
  });
  return Promise.all(findings);
}
