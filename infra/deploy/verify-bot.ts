import {
  checkAlarms,
  checkConcurrency,
  checkFrontDoor,
  checkFunctions,
  checkMappings,
  checkParameters,
  checkQueues,
  checkRules,
  checkStack,
  checkTables,
  type Finding,
} from './checks.ts';
import type { Clients } from './clients.ts';
import { readStack, slackUrl, stackName } from './stack.ts';

/** Asks every part of the deployed bot whether it answers. A check that itself fails is a finding, too. */
export async function verifyBot(clients: Clients, stage: string): Promise<Finding[]> {
  const name = stackName(stage);
  const stack = await readStack(clients.cloudFormation, name);
  if (!stack) {
    const todo = 'Run npm run deploy, or check --region and --stage.';
    return [{ level: 'FAIL', part: `stack ${name}`, says: 'there is none in this region', todo }];
  }
  const checks: [part: string, check: () => Promise<Finding | Finding[]>][] = [
    ['stack', async () => checkStack(stack)],
    ['functions', () => checkFunctions(clients, stack)],
    ['mappings', () => checkMappings(clients, stack)],
    ['concurrency', () => checkConcurrency(clients, stack)],
    ['queues', () => checkQueues(clients, stack)],
    ['table', () => checkTables(clients, stack)],
    ['rules', () => checkRules(clients, stack)],
    ['alarms', () => checkAlarms(clients, stack)],
    ['parameters', () => checkParameters(clients, stage)],
    ['front door', async () => checkFrontDoor(slackUrl(stack))],
  ];
  const findings = await Promise.all(
    checks.map(async ([part, check]): Promise<Finding | Finding[]> => {
      try {
        return await check();
      } catch (error) {
        const says = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        return { level: 'FAIL', part, says, todo: 'Deploy again, or ask for the right to read it.' };
      }
    }),
  );
  return findings.flat();
}
