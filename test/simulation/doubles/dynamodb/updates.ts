import { type Names, Tokens } from './tokens.ts';
import { addNumbers, type Item, invalid, typeOf, unknown, type Value } from './values.ts';

/** One clause of an update expression. */
export type Update =
  | { readonly kind: 'SET'; readonly name: string; readonly to: Source }
  | { readonly kind: 'ADD'; readonly name: string; readonly value: Value }
  | { readonly kind: 'REMOVE'; readonly name: string };

/** Where a new value comes from. */
type Source =
  | { readonly name: string }
  | { readonly value: Value }
  | { readonly unlessExists: string; readonly or: Source }
  | { readonly sign: 1 | -1; readonly of: readonly [Source, Source] };

const kinds = ['SET', 'ADD', 'REMOVE'] as const;
const order = ['reserved', 'unknownFunction', 'section', 'name', 'value', 'overlap', 'operand', 'function'];

/**
 * Reads an update expression: SET with `+`, `-` and `if_not_exists`, ADD of numbers and sets, REMOVE; of whole attributes.
 * @throws ValidationException for what DynamoDB refuses, and for what is not known here
 */
export function readUpdates(expression: string, names: Names): Update[] {
  names.problems.clear();
  const fail = (problem: string) => invalid(`Invalid UpdateExpression: ${problem}`);
  const tokens = new Tokens(expression, fail);
  const updates: Update[] = [];
  const seen = new Set<string>();
  while (tokens.peek() !== '') {
    if (tokens.take('DELETE')) throw unknown('DELETE in an update expression');
    const kind = kinds.find((each) => tokens.take(each));
    if (kind === undefined) throw tokens.unexpected();
    if (seen.has(kind)) {
      names.note('section', `The "${kind}" section can only be used once in an update expression;`);
    }
    seen.add(kind);
    do updates.push(readClause(kind, tokens, names));
    while (tokens.take(','));
  }
  const known = updates.map(({ name }) => name);
  const twice = known.find((name, at) => known.indexOf(name) < at);
  if (twice !== undefined) {
    const problem = 'Two document paths overlap with each other; must remove or rewrite one of these paths';
    names.note('overlap', `${problem}; path one: [${twice}], path two: [${twice}]`);
  }
  for (const kind of order) {
    const problem = names.problems.get(kind);
    if (problem !== undefined) throw fail(problem);
  }
  return updates;
}

function readClause(kind: Update['kind'], tokens: Tokens, names: Names): Update {
  const name = readName(tokens, names);
  if (kind === 'REMOVE') return { kind, name };
  if (kind === 'SET') {
    tokens.expect('=');
    return { kind, name, to: readSum(tokens, names) };
  }
  if (!tokens.peek().startsWith(':')) throw tokens.unexpected();
  const value = names.value(tokens.next());
  const refused = { S: 'STRING', BOOL: 'BOOLEAN', NULL: 'NULL', L: 'LIST', M: 'MAP' }[String(typeOf(value))];
  if (refused !== undefined) {
    const problem = 'Incorrect operand type for operator or function; operator: ADD, operand type: ';
    names.note('operand', problem + refused);
  }
  return { kind, name, value };
}

/** An attribute's own name. */
function readName(tokens: Tokens, names: Names): string {
  const [name = '', ...below] = names.path(tokens.path());
  if (below.length > 0) throw unknown('a path within an attribute in an update expression');
  return name;
}

function readSum(tokens: Tokens, names: Names): Source {
  const left = readSource(tokens, names);
  const operator = ['+', '-'].find((each) => tokens.take(each));
  if (operator === undefined) return left;
  const of = [left, readSource(tokens, names)] as const;
  for (const each of of) {
    if (!('value' in each) || each.value.N !== undefined) continue;
    const problem = `Incorrect operand type for operator or function; operator or function: ${operator}`;
    names.note('function', `${problem}, operand type: ${typeOf(each.value)}`);
  }
  return { sign: operator === '+' ? 1 : -1, of };
}

function readSource(tokens: Tokens, names: Names): Source {
  if (tokens.peek().startsWith(':')) return { value: names.value(tokens.next()) };
  if (tokens.peek(1) !== '(') return { name: readName(tokens, names) };
  const name = tokens.next();
  if (name === 'list_append') throw unknown(name);
  tokens.expect('(');
  const args = [readSource(tokens, names)];
  while (tokens.take(',')) args.push(readSource(tokens, names));
  tokens.expect(')');
  const operator = `operator or function: ${name}`;
  const [first, or] = args;
  if (name !== 'if_not_exists') {
    names.note('unknownFunction', `Invalid function name; function: ${name}`);
  } else if (args.length !== 2) {
    const problem = 'Incorrect number of operands for operator or function';
    names.note('function', `${problem}; ${operator}, number of operands: ${args.length}`);
  } else if (first !== undefined && or !== undefined && 'name' in first) {
    return { unlessExists: first.name, or };
  } else names.note('function', `Operator or function requires a document path; ${operator}`);
  return { value: { NULL: true } };
}

/** The type that a clause gives its attribute, where the expression alone tells. */
export function typeGiven(update: Update): string | undefined {
  if (update.kind === 'REMOVE') return undefined;
  return update.kind === 'ADD' ? typeOf(update.value) : sourceType(update.to);
}

function sourceType(source: Source): string | undefined {
  if ('value' in source) return typeOf(source.value);
  return 'sign' in source ? 'N' : undefined;
}

/** The item after the updates; every source is read before anything is written. */
export function applyUpdates(updates: readonly Update[], item: Item): Item {
  const updated: Record<string, Value> = { ...item };
  for (const update of updates) {
    const { name } = update;
    if (update.kind === 'SET') updated[name] = evaluate(update.to, item);
    else if (update.kind === 'ADD') updated[name] = add(item[name], update.value);
    else delete updated[name];
  }
  return updated;
}

const wrongType = 'An operand in the update expression has an incorrect data type';

function evaluate(source: Source, item: Item): Value {
  if ('value' in source) return source.value;
  if ('unlessExists' in source) return item[source.unlessExists] ?? evaluate(source.or, item);
  if ('name' in source) {
    const value = item[source.name];
    if (value !== undefined) return value;
    throw invalid('The provided expression refers to an attribute that does not exist in the item');
  }
  const [left, right] = source.of.map((each) => evaluate(each, item).N);
  if (left === undefined || right === undefined) throw invalid(wrongType);
  return { N: addNumbers(left, right, source.sign) };
}

function add(held: Value | undefined, { N, SS, NS }: Value): Value {
  if (held !== undefined && typeOf(held) !== (N === undefined ? (SS ? 'SS' : 'NS') : 'N')) {
    throw invalid(wrongType);
  }
  if (N !== undefined) return { N: addNumbers(held?.N ?? '0', N, 1) };
  const union = (of: readonly string[], more: readonly string[]) => [...new Set([...of, ...more])];
  return SS === undefined ? { NS: union(held?.NS ?? [], NS ?? []) } : { SS: union(held?.SS ?? [], SS) };
}
