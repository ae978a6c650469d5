import { evaluate, type Stack } from './evaluate.ts';
import type { ServiceDefinition, TemplateObject } from './service-definition.ts';

/** An EventBridge rule of the template with its queue. One of `pattern` and `scheduleExpression` is set. */
export interface QueueRule {
  readonly name: string;
  readonly pattern?: TemplateObject;
  readonly scheduleExpression?: string;
  readonly queueUrl: string;
  /** What the target gets in place of the event. */
  readonly input?: unknown;
}

/** The template's EventBridge rules, one for each of their targets, which must be queues of the template. */
export function eventRules(definition: ServiceDefinition, stack: Stack): QueueRule[] {
  return Object.values(definition.resources)
    .filter(({ Type }) => Type === 'AWS::Events::Rule')
    .flatMap(({ Properties }) => {
      const rule = evaluate(Properties, stack) as TemplateObject;
      const targets = rule.Targets as readonly TemplateObject[];
      return targets.map((target) => {
        const queue = Object.values(stack.resources).find(({ attributes }) => attributes.Arn === target.Arn);
        if (!queue) throw new Error(`The rule ${String(rule.Name)} has a target that no resource is.`);
        return {
          name: String(rule.Name),
          queueUrl: queue.ref,
          ...(rule.EventPattern !== undefined && { pattern: rule.EventPattern as TemplateObject }),
          ...(rule.ScheduleExpression !== undefined && {
            scheduleExpression: String(rule.ScheduleExpression),
          }),
          ...(target.Input !== undefined && { input: JSON.parse(String(target.Input)) as unknown }),
        };
      });
    });
}
