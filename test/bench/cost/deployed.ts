import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Deployed } from './cost.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The parts of the template that cost something by themselves. */
export function readDeployed(): Deployed {
  const { provider, functions } = parseDocument(read('serverless.yml'), { logLevel: 'silent' }).toJS();
  const memoryOf = (name: string): number => functions[name].memorySize ?? provider.memorySize;
  return {
    alarms: read('infra/aws/alarms.yml').match(/Type: AWS::CloudWatch::Alarm$/gm)?.length ?? 0,
    memoryMb: {
      slack: memoryOf('slack'),
      worker: memoryOf('worker'),
      'task-events': memoryOf('task-events'),
    },
  };
}
