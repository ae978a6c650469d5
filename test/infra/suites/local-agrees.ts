import { expect, test } from 'vitest';
import { readService } from '../../../infra/local/serverless/service.ts';
import { type Packaged, settings } from '../../helpers/package.ts';

/** The local world reads serverless.yml with a small reader of its own: here that is held against what osls makes of it. */
export function localAgrees(made: Packaged): void {
  const local = readService({ root: made.root, stage: 'prod', region: 'eu-west-1', params: settings });
  const compiledFunction = (name: string) =>
    made
      .ofType('AWS::Lambda::Function')
      .find(([, { Properties }]) => String(Properties.FunctionName) === `ecs-ops-bot-prod-${name}`)!;

  test('the same functions, with the same settings and environment', () => {
    expect(made.ofType('AWS::Lambda::Function')).toHaveLength(local.functions.length);
    for (const each of local.functions) {
      const [, { Properties }] = compiledFunction(each.name);
      expect(Properties).toMatchObject({
        Timeout: each.timeoutSeconds,
        MemorySize: each.memoryMb,
        Environment: { Variables: each.environment },
        Role: { 'Fn::GetAtt': [each.role, 'Arn'] },
      });
      expect(Object.keys(Properties.Environment?.Variables ?? {})).toEqual(Object.keys(each.environment));
      expect(`${made.root}/${Properties.Handler}`).toBe(each.file.replace(/\.[cm]js$/, `.${each.handler}`));
    }
  });

  test('the same queue mappings', () => {
    const compiled = made.ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => ({
      functionArn: Properties.FunctionName,
      queueArn: Properties.EventSourceArn,
      batchSize: Properties.BatchSize,
      maximumConcurrency: Properties.ScalingConfig?.MaximumConcurrency,
      reportsItemFailures: JSON.stringify(Properties.FunctionResponseTypes) === '["ReportBatchItemFailures"]',
    }));
    const read = local.functions.flatMap(({ name, sqsMappings }) => {
      const functionArn = { 'Fn::GetAtt': [compiledFunction(name)[0], 'Arn'] };
      return sqsMappings.map((mapping) => ({ functionArn, ...mapping }));
    });
    expect(read).toEqual(compiled);
  });

  test('the same routes', () => {
    const compiled = made.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
    expect(local.functions.flatMap(({ routes }) => routes)).toEqual(compiled);
  });

  test('the same resources: queues, table, rules with their patterns, roles, alarms', () => {
    expect(Object.keys(local.resources).length).toBeGreaterThan(20);
    for (const [id, { Type, Properties }] of Object.entries(local.resources)) {
      expect(made.resources[id]?.Type, id).toBe(Type);
      expect(made.resources[id]?.Properties, id).toEqual(Properties);
    }
  });
}
