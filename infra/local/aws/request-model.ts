import { NormalizedSchema } from '@smithy/core/schema';
import { type Constraint, ServiceError, type Violation } from './wire.ts';

/**
 * By `Structure.member`, or by `member` alone where it is the same in every structure; the suffix `[]` means a list's items, `{}` a map's values and
 * `{key}` its keys.
 */
export type Constraints = Readonly<Record<string, Constraint>>;

/** The rules for a service's requests, and the errors for those that break them. */
export interface RequestModel {
  /** The service's SDK: it exports the schemas (`CreateCluster$`) and the enumerations. */
  readonly sdk: object;
  /** Query protocol: every value is text, and an empty text in place of a list is an empty list. */
  readonly isForm?: boolean;
  /** Constraints that the SDK's schemas lack. */
  readonly constraints: Constraints;
  /** Lists and texts for which empty has a meaning. Every other empty list or map counts as absent. */
  readonly emptySays?: readonly string[];
  /** Structures that are returned as sent: their empty lists and maps stay, though they mean nothing. */
  readonly echoed?: readonly string[];
  /** True where an empty text in a required field is refused as missing. */
  readonly blankIsMissing?: boolean;
  refuse(violation: Violation): ServiceError;
}

/** An action's input and output, by the SDK's command of its name: `CreateCluster` → `CreateClusterCommand`. */
type ActionOf<World, Command> = Command extends new (
  ...given: never[]
) => {
  readonly input: infer Input;
  resolveMiddleware(...given: never[]): (...given: never[]) => Promise<{ output: infer Output }>;
}
  ? (world: World, input: Input) => Omit<Output, '$metadata'>
  : never;

/** A service's actions by name: each gets the service's dependencies and the request from `readRequest`. */
export type Actions<Sdk, World> = {
  readonly [Name in keyof Sdk as Name extends `${infer Action}Command` ? Action : never]?: ActionOf<
    World,
    Sdk[Name]
  >;
};

type ServedActions<World> = Readonly<Record<string, (world: World, input: never) => unknown>>;
type ByJson<Served extends ServedActions<never>> = {
  [Name in keyof Served]: (json: Record<string, unknown>) => ReturnType<Served[Name]>;
};

/** A service's actions as functions of a request's JSON. */
export function byModel<World, Served extends ServedActions<World>>(
  model: RequestModel,
  actions: Served,
  worldOf: (action: string) => World,
): ByJson<Served> {
  const read = Object.entries(actions).map(([name, run]) => [
    name,
    // The SDK's type was generated from this schema, so what it lets through has that type.
    (json: Record<string, unknown>) => run(worldOf(name), readRequest(model, name, json) as never),
  ]);
  // Same names and results; only the input differs.
  return Object.fromEntries(read) as ByJson<Served>;
}

/**
 * Reads a request's JSON by the action's SDK schema, as the real service does: null, empty lists and empty maps count as absent, unknown members are
 * dropped, times become Dates, and a form's texts are converted. Throws SerializationException where a type is wrong (in a form: MalformedInput), and
 * the service's own exception where the model forbids a value.
 */
export function readRequest(model: RequestModel, action: string, json: unknown): object {
  const operation: unknown = Reflect.get(model.sdk, `${action}$`);
  if (!Array.isArray(operation)) throw new Error(`The SDK has no schema of ${action}.`);
  const place: Place = { model, action, at: '', path: '', violations: [] };
  const request = readStructure(place, NormalizedSchema.of(operation[4]), json);
  const [first] = place.violations;
  if (first !== undefined) throw first;
  return request;
}

/** The reader's position. */
interface Place extends Pick<Violation, 'action' | 'at' | 'path'> {
  readonly model: RequestModel;
  /** The violations found so far: a wrong type anywhere takes precedence. */
  readonly violations: ServiceError[];
}

function read(place: Place, schema: NormalizedSchema, json: unknown): unknown {
  if (schema.isStructSchema()) return readStructure(place, schema, json);
  if (schema.isListSchema()) return readList(place, schema, json);
  if (schema.isMapSchema()) return readMap(place, schema, json);
  const value = place.model.isForm || schema.getMergedTraits().httpQuery ? fromText(json) : json;
  if (schema.isTimestampSchema()) return new Date(asNumber(place, value) * 1000);
  if (schema.isNumericSchema()) return readNumber(place, value);
  if (schema.isBooleanSchema()) return expect(place, value, 'boolean', 'a Boolean');
  if (schema.isStringSchema()) return readText(place, json);
  return json;
}

function readStructure(place: Place, schema: NormalizedSchema, json: unknown): object {
  const fields = asObject(place, json);
  const { model, path } = place;
  const required = requiredOf(schema);
  const known: [string, unknown][] = [];
  for (const [name, member] of schema.structIterator()) {
    const here = {
      ...place,
      at: `${schema.getName()}.${name}`,
      path: path === '' ? name : `${path}.${name}`,
    };
    const isEmptyForm = model.isForm === true && fields[name] === '' && member.isListSchema();
    const value = isEmptyForm ? [] : fields[name];
    const says = isList(value) && model.emptySays?.includes(here.at) === true;
    const isEchoed = !isNull(value) && model.echoed?.includes(String(schema.getName())) === true;
    const isGiven = !isEmpty(value, member) || says || (isEchoed && !required.includes(name));
    if (isGiven) {
      known.push([name, read(here, member, value)]);
    } else if (required.includes(name)) {
      // An empty list is passed on, so that the service can refuse it as too short.
      const isShort = isList(value) && (constraintAt(here).min ?? 0) > 0;
      note(here, isShort ? 'min' : 'missing', value, member.isListSchema() ? 'list' : 'text');
    }
    const isBlank = value === '' && model.emptySays?.includes(here.at) !== true;
    if (isBlank && required.includes(name) && model.blankIsMissing === true) {
      note(here, 'missing', value, 'text');
    }
  }
  return Object.fromEntries(known);
}

function readList(place: Place, schema: NormalizedSchema, json: unknown): unknown[] {
  if (!isList(json)) throw unreadable(place, 'Expected list or null');
  const items = json.filter((item) => !isNull(item));
  checkBounds(place, items.length, json, 'list');
  const { at, path } = place;
  return items.map((item, index) =>
    read({ ...place, at: `${at}[]`, path: `${path}.${index + 1}.member` }, schema.getValueSchema(), item),
  );
}

function readMap(place: Place, schema: NormalizedSchema, json: unknown): object {
  const entries = Object.entries(asObject(place, json)).filter(([, value]) => !isNull(value));
  checkBounds(place, entries.length, json, 'map');
  const { at, path } = place;
  return Object.fromEntries(
    entries.map(([key, value]) => {
      readText({ ...place, at: `${at}{key}`, path: `${path}.key` }, key);
      const below = { ...place, at: `${at}{}`, path: `${path}.${key}.member` };
      return [key, read(below, schema.getValueSchema(), value)];
    }),
  );
}

function readNumber(place: Place, json: unknown): number {
  const number = asNumber(place, json);
  const { number: size } = constraintAt(place);
  if (size !== 'float' && !Number.isInteger(number)) {
    throw unreadable(place, 'DECIMAL_VALUE cannot be converted to Integer');
  }
  if (size === undefined && (number < -(2 ** 31) || number >= 2 ** 31)) {
    throw unreadable(place, `Numeric value (${number}) out of range of int`);
  }
  checkBounds(place, number, json, 'number');
  return number;
}

function readText(place: Place, json: unknown): string {
  const text = String(expect(place, json, 'string', 'a String'));
  const { pattern } = constraintAt(place);
  const choices = choicesAt(place);
  if (choices.length > 0 && !choices.includes(text)) note(place, 'enum', text, 'text');
  // AWS counts characters, and an astral character counts as one.
  checkBounds(place, [...text].length, text, 'text');
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`, 'u').test(text)) {
    note(place, 'pattern', text, 'text');
  }
  return text;
}

function checkBounds(place: Place, size: number, value: unknown, type: Violation['type']): void {
  const { min, max } = constraintAt(place);
  if (min !== undefined && size < min) note(place, 'min', value, type);
  if (max !== undefined && size > max) note(place, 'max', value, type);
}

function constraintAt({ model: { constraints }, at }: Place): Constraint {
  return constraints[at] ?? constraints[at.slice(at.indexOf('.') + 1)] ?? {};
}

function choicesAt(place: Place): string[] {
  const name = constraintAt(place).enum;
  return name === undefined ? [] : Object.values(Object(Reflect.get(place.model.sdk, name)));
}

function note(place: Place, rule: Violation['rule'], value: unknown, type: Violation['type']): void {
  const { model, action, at, path } = place;
  const constraint = constraintAt(place);
  const choices = choicesAt(place);
  place.violations.push(model.refuse({ action, at, path, rule, value, type, constraint, choices }));
}

/** The required members: a structure's schema gives their number, and lists them first. */
function requiredOf(schema: NormalizedSchema): string[] {
  const structure: readonly unknown[] = Object(schema.getSchema());
  const names: unknown = structure[4];
  return isList(names) ? names.slice(0, Number(structure[6] ?? 0)).map(String) : [];
}

function isList(json: unknown): json is unknown[] {
  return Array.isArray(json);
}

/** Null, undefined, and an empty list or map; `{}` for a structure doesn't count as empty. */
function isEmpty(json: unknown, schema: NormalizedSchema): boolean {
  if (isNull(json)) return true;
  if (isList(json)) return schema.isListSchema() && json.every(isNull);
  return schema.isMapSchema() && Object.values(Object(json)).every(isNull) && typeof json === 'object';
}

function isNull(json: unknown): boolean {
  return json === null || json === undefined;
}

/** Converts `12` and `true` from a form or query; any other text stays. */
function fromText(text: unknown): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return typeof text === 'string' && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function asNumber(place: Place, json: unknown): number {
  if (typeof json !== 'number') throw unreadable(place, `${tokenOf(json)} cannot be converted to Integer`);
  return json;
}

function asObject(place: Place, json: unknown): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || isList(json))
    throw unreadable(place, 'Expected structure or null');
  return Object.fromEntries(Object.entries(json));
}

function expect(place: Place, json: unknown, type: 'string' | 'boolean', target: string): unknown {
  if (typeof json !== type) throw unreadable(place, `${tokenOf(json)} can not be converted to ${target}`);
  return json;
}

function tokenOf(json: unknown): string {
  if (typeof json === 'object') return isList(json) ? 'START_ARRAY' : 'START_OBJECT';
  return `${typeof json === 'boolean' ? json : typeof json}_VALUE`.toUpperCase();
}

function unreadable({ model }: Place, message: string): ServiceError {
  return new ServiceError(model.isForm ? 'MalformedInput' : 'SerializationException', message);
}
