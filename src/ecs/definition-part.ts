/** What a person reads of a task definition, by names that the catalogue translates. */
export type DefinitionPartName =
  | 'size'
  | 'network'
  | 'launchType'
  | 'platform'
  | 'executionRole'
  | 'taskRole'
  | 'volumes'
  | 'image'
  | 'containerSize'
  | 'port'
  | 'essential'
  | 'entryPoint'
  | 'command'
  | 'healthCheck'
  | 'environment'
  | 'secrets'
  | 'dependsOn'
  | 'logGroup'
  | 'logDriver';

/** One part, of the task or of one of its containers; what is not set has none. */
export interface DefinitionPart {
  readonly container?: string;
  readonly name: DefinitionPartName;
  /** Without secrets; of environment and secrets the names alone. Sizes as `256/512`, CPU units and MiB. */
  readonly value: string;
}
