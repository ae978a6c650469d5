import type { NormalizedSchema } from '@smithy/core/schema';
import { ServiceError } from '../../aws/service-error.ts';

/** The only members of ECS requests that may be fractions. */
const fractions = ['canaryPercent', 'stepPercent'];

/**
 * Reads a request's JSON by its schema into the SDK's type. Null counts as absent, unknown members are dropped.
 * Throws SerializationException where a JSON type is wrong.
 */
export function readInput<Input extends object>(schema: NormalizedSchema, json: unknown): Input {
  // The schema is the one that the SDK's type was generated from, so what it lets through has that type.
  return read(schema, json) as Input;
}

function read(schema: NormalizedSchema, json: unknown): unknown {
  if (schema.isStructSchema()) return readStructure(schema, json);
  if (schema.isListSchema()) return readList(schema, json);
  if (schema.isMapSchema()) return readMap(schema, json);
  if (schema.isTimestampSchema()) return new Date(readNumber(json) * 1000);
  if (schema.isNumericSchema()) return readInteger(schema, json);
  if (schema.isBooleanSchema()) return expect(json, 'boolean', 'a Boolean');
  if (schema.isStringSchema()) return expect(json, 'string', 'a String');
  return json;
}

function readStructure(schema: NormalizedSchema, json: unknown): object {
  const fields = expectObject(json);
  const known: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const value = fields[name];
    if (value !== undefined && value !== null) known.push([name, read(member, value)]);
  }
  return Object.fromEntries(known);
}

function readList(schema: NormalizedSchema, json: unknown): unknown[] {
  if (!Array.isArray(json)) throw refuse('Expected list or null');
  return json.map((item) => read(schema.getValueSchema(), item));
}

function readMap(schema: NormalizedSchema, json: unknown): object {
  return Object.fromEntries(
    Object.entries(expectObject(json)).map(([key, value]) => [key, read(schema.getValueSchema(), value)]),
  );
}

function readInteger(schema: NormalizedSchema, json: unknown): number {
  const number = readNumber(json);
  if (
    !Number.isInteger(number) &&
    !fractions.includes(schema.isMemberSchema() ? schema.getMemberName() : '')
  ) {
    throw refuse('DECIMAL_VALUE cannot be converted to Integer');
  }
  return number;
}

function readNumber(json: unknown): number {
  if (typeof json !== 'number') throw refuse(`${tokenOf(json)} cannot be converted to Integer`);
  return json;
}

function expect(json: unknown, type: 'string' | 'boolean', target: string): unknown {
  if (typeof json !== type) throw refuse(`${tokenOf(json)} can not be converted to ${target}`);
  return json;
}

function expectObject(json: unknown): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw refuse('Expected structure or null');
  return Object.fromEntries(Object.entries(json));
}

function tokenOf(json: unknown): string {
  if (json === null) return 'NULL_VALUE';
  if (typeof json === 'object') return Array.isArray(json) ? 'START_ARRAY' : 'START_OBJECT';
  return typeof json === 'boolean' ? `${json}_VALUE`.toUpperCase() : `${typeof json}_VALUE`.toUpperCase();
}

function refuse(message: string): ServiceError {
  return new ServiceError('SerializationException', message);
}
