import * as z from 'zod';
import { fargateMemories } from '../ecs/fargate-memories.ts';
import { isRegisteredAs } from '../ecs/is-registered-as.ts';
import { readRevision } from '../ecs/read-revision.ts';
import { defineCommand } from './define-command.ts';
import { findImage } from './find-image.ts';
import { Refusal } from './refusal.ts';
import { requireHandsOn } from './require-hands-on.ts';
import { requireHandsOnNames } from './require-hands-on-names.ts';

const number = z.string().regex(/^\d{1,6}$/, 'notANumber');

/**
 * `/ecs register-task-definition <family> <image> [--cpu 256] [--memory 512] [--port 80]`: `aws ecs register-task-definition` for one
 * container on Fargate; log group and execution role are the hands-on's. DescribeRepositories and DescribeTaskDefinition before.
 */
export const registerTaskDefinition = defineCommand({
  name: 'register-task-definition',
  kind: 'change',
  only: 'hands-on',
  words: [
    { name: 'family', hint: 'family' },
    { name: 'image', hint: 'image|repository:tag' },
  ],
  flags: [
    { name: 'cpu', value: '256' },
    { name: 'memory', value: '512' },
    { name: 'port', value: '80' },
  ],
  examples: [
    'register-task-definition hello-world hello-world:latest',
    'register-task-definition hello-world public.ecr.aws/nginx/nginx:1.29 --cpu 512 --memory 1024',
  ],
  args: z.object({
    family: z.string(),
    image: z.string().regex(/^[\w./:@-]{1,500}$/, 'notAnImage'),
    cpu: number.default('256'),
    memory: number.default('512'),
    port: number.default('80'),
  }),
  async run({ family, image: given, cpu, memory, port }, context) {
    const { ecs, ecr } = context;
    const { executionRoleArn, logGroup, region } = requireHandsOn(context);
    requireHandsOnNames(family);
    const memories = fargateMemories(Number(cpu));
    if (!memories.includes(Number(memory))) {
      throw new Refusal({ code: 'notAFargateSize', cpu: Number(cpu), memory: Number(memory), memories });
    }
    if (Number(port) < 1 || Number(port) > 65_535) throw new Refusal({ code: 'notAPort', given: port });
    const [image, newest] = await Promise.all([findImage(ecr, given), readRevision(ecs, family)]);
    const size = { cpu: String(Number(cpu)), memory: String(Number(memory)), port: Number(port) };
    const definition = { family, image, ...size, executionRoleArn, logGroup, region };
    const { revision = 0 } = newest ?? {};
    if (newest && isRegisteredAs(newest, definition)) {
      throw new Refusal({ code: 'alreadyThere', what: 'taskDefinition', name: `${family}:${revision}` });
    }
    return {
      type: 'change',
      change: { type: 'register-task-definition', target: { family }, before: { revision }, definition },
    };
  },
});
