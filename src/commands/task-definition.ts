import type { TaskDefinition } from '@aws-sdk/client-ecs';
import * as z from 'zod';
import { nameFromArn } from '../aws/ecs/target.ts';
import {
  type DefinitionChange,
  type DefinitionPart,
  definitionChanges,
  readRevision,
  toDefinitionParts,
} from '../aws/ecs/task-definitions.ts';
import { defineRead } from './line/command.ts';
import { requireSamePlace } from './line/find-service.ts';
import { Refusal } from './line/problem.ts';

export interface TaskDefinitionReply {
  readonly kind: 'task-definition';
  /** `family:revision` */
  readonly name: string;
  readonly family: string;
  readonly revision: number;
  /** False for a deregistered one: no new task can be started from it. */
  readonly active: boolean;
  readonly registeredAt: Date | undefined;
  readonly parts: readonly DefinitionPart[];
  /** Compared with another revision, `with`; absent if there is none to compare with. */
  readonly diff?: { readonly with: number; readonly changes: readonly DefinitionChange[] };
}

const named = /^(?:arn:[^:]+:ecs:[^:]*:[^:]*:task-definition\/)?[\w-]{1,255}(?::\d{1,9})?$/;

/**
 * `/ecs task-definition <family[:revision]>`: a family alone means its newest ACTIVE revision. Also shows what changed since the revision before, or
 * since `--diff <revision>`. Two DescribeTaskDefinition. Environment values are never shown.
 */
export const taskDefinition = defineRead({
  name: 'task-definition',
  words: [{ name: 'name', hint: 'family[:revision]' }],
  flags: [{ name: 'diff', value: 'revision' }],
  examples: ['task-definition hello-world', 'task-definition shop-web:1'],
  args: z.object({
    name: z.string().regex(named, 'notATaskDefinition'),
    diff: z
      .string()
      .regex(/^(?:[\w-]{1,255}:)?[1-9]\d{0,8}$/, 'notARevision')
      .transform((text) => Number(text.slice(text.indexOf(':') + 1)))
      .optional(),
  }),
  async run({ name: given, diff }, { ecs }): Promise<TaskDefinitionReply> {
    const found = await readRevision(ecs, nameFromArn(given));
    if (found === undefined) throw new Refusal({ code: 'unknownTaskDefinition', given: nameFromArn(given) });
    requireSamePlace(given, found.taskDefinitionArn ?? '');
    const { family = '', revision = 0 } = found;
    const other = diff ?? revision - 1;
    const before =
      other < 1 || other === revision ? undefined : await readRevision(ecs, `${family}:${other}`);
    if (before === undefined && diff !== undefined && diff !== revision) {
      throw new Refusal({ code: 'unknownTaskDefinition', given: `${family}:${diff}` });
    }
    return toReply(found, before);
  },
});

function toReply(found: TaskDefinition, before: TaskDefinition | undefined): TaskDefinitionReply {
  const { family = '', revision = 0, status, registeredAt } = found;
  return {
    kind: 'task-definition',
    name: `${family}:${revision}`,
    family,
    revision,
    registeredAt,
    active: status === 'ACTIVE',
    parts: toDefinitionParts(found),
    ...(before && { diff: { with: before.revision ?? 0, changes: definitionChanges(before, found) } }),
  };
}
