import { z } from 'zod';
import type { TemplateObject, TemplateValue } from '../../lambda/service-definition.ts';

const value = z.custom<TemplateValue>((given) => given !== undefined);
const object = z.record(z.string(), value).transform((given): TemplateObject => given);
const dependsOn = z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]);

/** The parts of a template that are played; a part that is not named here is refused. */
export const stackTemplate = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Parameters: z
    .record(
      z.string(),
      z.strictObject({
        Type: z.literal('String'),
        Default: z.string().optional(),
        AllowedValues: z.array(z.string()).optional(),
        Description: z.string().optional(),
      }),
    )
    .default({}),
  Conditions: z.record(z.string(), value).default({}),
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Condition: z.string().optional(),
      DependsOn: dependsOn,
      Properties: object.default({}),
      DeletionPolicy: z.literal('Delete').optional(),
      UpdateReplacePolicy: z.literal('Delete').optional(),
    }),
  ),
  Outputs: z
    .record(
      z.string(),
      z.strictObject({ Value: value, Condition: z.string().optional(), Description: z.string().optional() }),
    )
    .default({}),
});

export type StackTemplate = z.output<typeof stackTemplate>;
