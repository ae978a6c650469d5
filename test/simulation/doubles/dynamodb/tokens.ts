import { isReserved } from './reserved-words.ts';
import { type Item, invalid, readItem, type Value } from './values.ts';

/** An expression's words, one after the other. */
export class Tokens {
  readonly #words: readonly string[];
  readonly #fail: (problem: string) => Error;
  #at = 0;

  /** @throws what `fail` makes of a character that no expression has */
  constructor(expression: string, fail: (problem: string) => Error) {
    this.#fail = fail;
    if (expression === '') throw fail('The expression can not be empty;');
    const words = expression.match(/[#:]?\w+|<=|>=|<>|[^\s\w]/g) ?? [];
    const odd = words.find((word) => !/^(?:[#:]\w+|[a-z]\w*|<=|>=|<>|[=<>(),.+-])$/i.test(word));
    if (odd !== undefined) throw this.unexpected(odd);
    this.#words = words;
  }

  /** The next word, which stays; the first of `ahead` more when given. Empty at the end. */
  peek(ahead = 0): string {
    return this.#words[this.#at + ahead] ?? '';
  }

  next(): string {
    const word = this.peek();
    this.#at += 1;
    return word;
  }

  /** Takes the next word if it is this one; keywords in any case. */
  take(wanted: string): boolean {
    const isNext = this.peek().toUpperCase() === wanted;
    if (isNext) this.#at += 1;
    return isNext;
  }

  expect(wanted: string): void {
    if (!this.take(wanted)) throw this.unexpected();
  }

  unexpected(word = this.peek()): Error {
    return this.#fail(`Syntax error; token: ${word === '' ? '<EOF>' : `"${word}"`}`);
  }

  /** `pk`, `#value.#until`, as written. */
  path(): readonly string[] {
    const path = [this.#name()];
    while (this.take('.')) path.push(this.#name());
    return path;
  }

  #name(): string {
    if (!/^[#a-z]/i.test(this.peek())) throw this.unexpected();
    return this.next();
  }
}

/** What the names and values of a request's expressions stand for; remembers which were used, and what is wrong with them. */
export class Names {
  readonly #names: Readonly<Record<string, string>>;
  readonly #values: Item;
  readonly #unusedNames: Set<string>;
  readonly #unusedValues: Set<string>;
  /** By kind, the first of each. */
  readonly problems = new Map<string, string>();

  constructor(names: unknown, values: unknown) {
    this.#names = Object.fromEntries(Object.entries(Object(names)).map(([key, name]) => [key, String(name)]));
    for (const [given, pattern, what] of [
      [names, /^#\w+$/, 'ExpressionAttributeNames'],
      [values, /^:\w+$/, 'ExpressionAttributeValues'],
    ] as const) {
      if (given === undefined) continue;
      const keys = Object.keys(Object(given));
      if (keys.length === 0) throw invalid(`${what} must not be empty`);
      const wrong = keys.find((key) => !pattern.test(key));
      if (wrong !== undefined) throw invalid(`${what} contains invalid key: Syntax error; key: "${wrong}"`);
    }
    const contains = 'ExpressionAttributeValues contains invalid value';
    this.#values = readItem(values ?? {}, (problem, key) => `${contains}: ${problem} for key ${key}`);
    this.#unusedNames = new Set(Object.keys(this.#names));
    this.#unusedValues = new Set(Object.keys(this.#values));
  }

  note(kind: string, problem: string): void {
    if (!this.problems.has(kind)) this.problems.set(kind, problem);
  }

  /** A path's names as they stand in items. */
  path(path: readonly string[]): string[] {
    return path.map((name) => {
      if (!name.startsWith('#')) {
        if (isReserved(name)) {
          this.note('reserved', `Attribute name is a reserved keyword; reserved keyword: ${name}`);
        }
        return name;
      }
      this.#unusedNames.delete(name);
      const meant = this.#names[name];
      if (meant !== undefined) return meant;
      const used = 'An expression attribute name used in the document path is not defined';
      this.note('name', `${used}; attribute name: ${name}`);
      return name;
    });
  }

  value(name: string): Value {
    this.#unusedValues.delete(name);
    const value = this.#values[name];
    if (value !== undefined) return value;
    const used = 'An expression attribute value used in expression is not defined';
    this.note('value', `${used}; attribute value: ${name}`);
    return { NULL: true };
  }

  /** Refuses a name or value that no expression used. */
  refuseUnused(): void {
    for (const [what, unused] of [
      ['Names', this.#unusedNames],
      ['Values', this.#unusedValues],
    ] as const) {
      if (unused.size === 0) continue;
      const keys = [...unused].join(', ');
      throw invalid(`Value provided in ExpressionAttribute${what} unused in expressions: keys: {${keys}}`);
    }
  }
}
