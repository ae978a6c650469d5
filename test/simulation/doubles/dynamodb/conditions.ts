import { type Names, Tokens } from './tokens.ts';
import { compareValues, type Item, invalid, isEqual, typeOf, unknown, type Value } from './values.ts';

/** A condition with the names and values of its request put in. */
export type Condition =
  | { readonly is: 'and'; readonly of: readonly [Condition, Condition] }
  | { readonly is: 'or'; readonly of: readonly [Condition, Condition] }
  | { readonly is: 'not'; readonly of: Condition }
  | { readonly is: Comparator; readonly of: readonly [Operand, Operand] }
  | { readonly is: 'between'; readonly of: readonly [Operand, Operand, Operand] }
  | { readonly is: 'function'; readonly of: Call };

type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';
const comparators: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];

/** A path of names, a value, or a function's result. */
export type Operand = { readonly path: readonly string[] } | { readonly value: Value } | Call;

interface Call {
  readonly name: string;
  readonly args: readonly Operand[];
}

/** The functions known here, with how many operands each has. */
const functions = new Map([
  ['attribute_exists', 1],
  ['attribute_not_exists', 1],
  ['begins_with', 2],
  ['size', 1],
]);

/** In this order DynamoDB finds what is wrong with a whole condition. */
const order = ['parens', 'unknownFunction', 'misused', 'reserved', 'condition'];
/** And in this one with a comparison or function. */
const orderOfOne = ['name', 'value', 'operands', 'distinct', 'function'];

/**
 * Reads a condition: comparisons, BETWEEN, the functions above, AND, OR, NOT and parentheses, over attributes and what maps in them hold. `parameter`
 * is where it stands in the request.
 * @throws ValidationException for what DynamoDB refuses, and for what is not known here
 */
export function readCondition(expression: string, parameter: string, names: Names): Condition {
  names.problems.clear();
  const fail = (problem: string) => invalid(`Invalid ${parameter}: ${problem}`);
  const reader = new Reader(new Tokens(expression, fail), names);
  const condition = reader.either();
  reader.end();
  for (const kind of order) {
    const problem = names.problems.get(kind);
    if (problem !== undefined) throw fail(problem);
  }
  return condition;
}

class Reader {
  readonly #tokens: Tokens;
  readonly #names: Names;
  /** What the last parentheses held. */
  #inner: Condition | undefined;

  constructor(tokens: Tokens, names: Names) {
    this.#tokens = tokens;
    this.#names = names;
  }

  end(): void {
    if (this.#tokens.peek() !== '') throw this.#tokens.unexpected();
  }

  either(): Condition {
    let left = this.#both();
    while (this.#tokens.take('OR')) left = { is: 'or', of: [left, this.#both()] };
    return left;
  }

  #both(): Condition {
    let left = this.#negated();
    while (this.#tokens.take('AND')) left = { is: 'and', of: [left, this.#negated()] };
    return left;
  }

  #negated(): Condition {
    if (this.#tokens.take('NOT')) return { is: 'not', of: this.#single() };
    return this.#single();
  }

  #single(): Condition {
    if (!this.#tokens.take('(')) return this.#comparison();
    const isDouble = this.#tokens.peek() === '(';
    const inner = this.either();
    this.#tokens.expect(')');
    if (isDouble && inner === this.#inner) {
      this.#names.note('parens', 'The expression has redundant parentheses;');
    }
    this.#inner = inner;
    return inner;
  }

  #comparison(): Condition {
    const names = this.#names;
    const condition = this.#readComparison();
    for (const kind of orderOfOne) {
      const problem = names.problems.get(kind);
      if (problem !== undefined) names.note('condition', problem);
    }
    return condition;
  }

  #readComparison(): Condition {
    const left = this.#operand();
    const word = this.#tokens.peek();
    if (comparators.includes(word)) {
      this.#tokens.next();
      const is = word as Comparator;
      const of = [left, this.#operand()] as const;
      this.#refuseMisused(of);
      this.#refuseSame(is, of);
      if (is !== '=' && is !== '<>') for (const each of of) this.#refuseUnordered(is, each);
      return { is, of };
    }
    if (this.#tokens.take('BETWEEN')) {
      const low = this.#operand();
      this.#tokens.expect('AND');
      const of = [left, low, this.#operand()] as const;
      this.#refuseMisused(of);
      this.#refuseBounds(of[1], of[2]);
      for (const each of of) this.#refuseUnordered('BETWEEN', each);
      return { is: 'between', of };
    }
    if (word.toUpperCase() === 'IN') throw unknown('IN');
    if (!('args' in left)) throw this.#tokens.unexpected();
    if (left.name === 'size') this.#refuseMisused([left], '');
    return { is: 'function', of: left };
  }

  #operand(): Operand {
    if (this.#tokens.peek().startsWith(':')) return { value: this.#names.value(this.#tokens.next()) };
    if (/^(?:and|between|in|not|or)$/i.test(this.#tokens.peek())) throw this.#tokens.unexpected();
    if (this.#tokens.peek(1) !== '(') return { path: this.#names.path(this.#tokens.path()) };
    const name = this.#tokens.next();
    if (['contains', 'attribute_type'].includes(name)) throw unknown(name);
    this.#tokens.expect('(');
    const args = [this.#operand()];
    while (this.#tokens.take(',')) args.push(this.#operand());
    this.#tokens.expect(')');
    this.#refuseMisused(args);
    this.#refuseArguments(name, args);
    return { name, args };
  }

  #refuseMisused(operands: readonly Operand[], allowed = 'size'): void {
    const misused = operands.find((each) => 'args' in each && each.name !== allowed);
    if (misused === undefined || !('args' in misused)) return;
    const problem = 'The function is not allowed to be used this way in an expression; function: ';
    this.#names.note('misused', problem + misused.name);
  }

  #refuseArguments(name: string, args: readonly Operand[]): void {
    const wanted = functions.get(name);
    const operator = `operator or function: ${name}`;
    if (wanted === undefined) {
      this.#names.note('unknownFunction', `Invalid function name; function: ${name}`);
    } else if (wanted !== args.length) {
      const problem = 'Incorrect number of operands for operator or function';
      this.#names.note('operands', `${problem}; ${operator}, number of operands: ${args.length}`);
    } else if (name.startsWith('attribute_') && !args.every((each) => 'path' in each)) {
      this.#names.note('function', `Operator or function requires a document path; ${operator}`);
    } else {
      this.#refuseSame(name, args);
      const refused = name === 'size' ? ['N', 'BOOL', 'NULL'] : typesBut('S');
      for (const each of args) this.#refuseType(name, each, refused);
    }
  }

  #refuseSame(operator: string, [one, other]: readonly Operand[]): void {
    if (one === undefined || other === undefined || !('path' in one && 'path' in other)) return;
    if (one.path.join('\n') !== other.path.join('\n')) return;
    const problem =
      'The first operand must be distinct from the remaining operands for this operator or function';
    this.#names.note(
      'distinct',
      `${problem}; operator: ${operator}, first operand: [${one.path.join(', ')}]`,
    );
  }

  #refuseUnordered(operator: string, operand: Operand): void {
    this.#refuseType(operator, operand, typesBut('S', 'N'));
  }

  #refuseType(operator: string, operand: Operand, refused: readonly string[]): void {
    const type = 'value' in operand ? typeOf(operand.value) : 'args' in operand ? 'N' : undefined;
    if (type === undefined || !refused.includes(type)) return;
    const problem = 'Incorrect operand type for operator or function';
    this.#names.note('function', `${problem}; operator or function: ${operator}, operand type: ${type}`);
  }

  #refuseBounds(low: Operand, high: Operand): void {
    if (!('value' in low && 'value' in high)) return;
    const say = (value: Value) => `AttributeValue: {${typeOf(value)}:${String(value[typeOf(value)])}}`;
    const bounds = `lower bound operand: ${say(low.value)}, upper bound operand: ${say(high.value)}`;
    if (typeOf(low.value) !== typeOf(high.value)) {
      const problem = 'The BETWEEN operator requires same data type for lower and upper bounds';
      this.#names.note('function', `${problem}; ${bounds}`);
    } else if ((compareValues(low.value, high.value) ?? 0) > 0) {
      const problem = 'The BETWEEN operator requires upper bound to be greater than or equal to lower bound';
      this.#names.note('function', `${problem}; ${bounds}`);
    }
  }
}

function typesBut(...allowed: string[]): string[] {
  return ['S', 'N', 'BOOL', 'NULL', 'SS', 'NS', 'L', 'M'].filter((type) => !allowed.includes(type));
}

/** Whether an item fulfils a condition; one that does not exist is empty. */
export function holds(condition: Condition, item: Item): boolean {
  switch (condition.is) {
    case 'and':
      return condition.of.every((each) => holds(each, item));
    case 'or':
      return condition.of.some((each) => holds(each, item));
    case 'not':
      return !holds(condition.of, item);
    case 'between': {
      const [value, low, high] = condition.of.map((each) => resolve(each, item));
      return (compareValues(low, value) ?? 1) <= 0 && (compareValues(value, high) ?? 1) <= 0;
    }
    case 'function': {
      const [first, second] = condition.of.args.map((each) => resolve(each, item));
      if (condition.of.name === 'attribute_exists') return first !== undefined;
      if (condition.of.name === 'attribute_not_exists') return first === undefined;
      return first?.S !== undefined && second?.S !== undefined && first.S.startsWith(second.S);
    }
    default:
      return compares(condition.is, resolve(condition.of[0], item), resolve(condition.of[1], item));
  }
}

function compares(is: Comparator, left: Value | undefined, right: Value | undefined): boolean {
  if (is === '=' || is === '<>') {
    return (left !== undefined && right !== undefined && isEqual(left, right)) === (is === '=');
  }
  if (left?.B !== undefined && right?.B !== undefined) throw unknown('the order of binary values');
  const difference = compareValues(left, right);
  if (difference === undefined || (is.endsWith('=') && difference === 0)) return difference === 0;
  return is.startsWith('<') ? difference < 0 : difference > 0;
}

function resolve(operand: Operand, item: Item): Value | undefined {
  if ('value' in operand) return operand.value;
  if ('args' in operand) return sizeOf(operand.args.map((each) => resolve(each, item))[0]);
  return operand.path.reduce<Value | undefined>((held, name) => held?.M?.[name], { M: item });
}

/** How much a set, list or map holds. A text's size is refused: whether it counts bytes or characters is not known here. */
function sizeOf(value: Value | undefined): Value | undefined {
  if (value?.S !== undefined) throw unknown('the size of a text');
  if (value?.B !== undefined) throw unknown('the size of a binary value');
  const many = value?.SS ?? value?.NS ?? value?.L ?? (value?.M && Object.keys(value.M));
  return many && { N: String(many.length) };
}
