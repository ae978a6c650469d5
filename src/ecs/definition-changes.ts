import type { ContainerDefinition, TaskDefinition } from '@aws-sdk/client-ecs';
import type { DefinitionPart } from './definition-part.ts';
import { toDefinitionParts } from './to-definition-parts.ts';

/** What became of one part from one revision to another; `before` and `after` are absent where it was not set. */
export interface DefinitionChange extends Pick<DefinitionPart, 'container' | 'name'> {
  readonly before?: string;
  readonly after?: string;
  /** Names in the environment, or of secrets, whose values differ: the values themselves are never told. */
  readonly valuesOf?: readonly string[];
}

/** What differs between two revisions of a task definition. */
export function definitionChanges(before: TaskDefinition, after: TaskDefinition): DefinitionChange[] {
  const old = byKey(before);
  const now = byKey(after);
  const changed = [...new Map([...old, ...now])].flatMap(([key, { container, name }]): DefinitionChange[] => {
    const was = old.get(key)?.value;
    const is = now.get(key)?.value;
    if (was === is) return [];
    return [
      {
        ...(container !== undefined && { container }),
        name,
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      },
    ];
  });
  return [...changed, ...otherValues(before, after)];
}

function byKey(definition: TaskDefinition): Map<string, DefinitionPart> {
  return new Map(
    toDefinitionParts(definition).map((part) => [JSON.stringify([part.container, part.name]), part]),
  );
}

function otherValues(before: TaskDefinition, after: TaskDefinition): DefinitionChange[] {
  return (after.containerDefinitions ?? []).flatMap((container) => {
    const was = before.containerDefinitions?.find(({ name }) => name === container.name);
    if (was === undefined) return [];
    const kinds = [
      ['environment', environment(was), environment(container)],
      ['secrets', secrets(was), secrets(container)],
    ] as const;
    return kinds.flatMap(([name, old, now]): DefinitionChange[] => {
      const valuesOf = [...now]
        .filter(([key, value]) => old.has(key) && old.get(key) !== value)
        .map(([key]) => key)
        .sort();
      return valuesOf.length === 0 ? [] : [{ container: container.name ?? '', name, valuesOf }];
    });
  });
}

function environment({ environment: all = [] }: ContainerDefinition): Map<string, string> {
  return new Map(all.map(({ name = '', value = '' }) => [name, value]));
}

function secrets({ secrets: all = [] }: ContainerDefinition): Map<string, string> {
  return new Map(all.map(({ name = '', valueFrom = '' }) => [name, valueFrom]));
}
