import { DescribeRuleCommand, ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Are the rules there that feed the events queue, and switched on? `aws events describe-rule --name …` */
export async function checkRules({ eventBridge, rules }: DoctorWorld): Promise<Finding[]> {
  return Promise.all(
    rules.map(async (rule): Promise<Finding> => {
      try {
        const { State } = await eventBridge.send(new DescribeRuleCommand({ Name: rule }));
        return State === 'DISABLED'
          ? { level: 'FAIL', code: 'ruleDisabled', rule }
          : { level: 'OK', code: 'ruleEnabled', rule };
      } catch (error) {
        if (error instanceof ResourceNotFoundException) return { level: 'FAIL', code: 'ruleGone', rule };
        throw error;
      }
    }),
  );
}
