import { invalidPattern } from './invalid-pattern.ts';

const LIMIT = 5_000_000_000;
const COMPARE: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** Compiles `{ numeric: ['>', 0, '<=', 5] }`: one comparison, or a lower bound followed by a higher one. */
export function compileNumeric(operand: unknown, path: readonly string[]): (value: unknown) => boolean {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    throw invalidPattern(path, 'it must be one comparison or two, like [">", 0, "<=", 5]');
  }
  const pairs = operand.length === 2 ? [operand] : [operand.slice(0, 2), operand.slice(2)];
  const tests = pairs.map(([operator, bound]) => compileComparison(operator, bound, path));
  const [[lower], [upper] = []] = [pairs[0] ?? [], pairs[1]];
  if (upper !== undefined && !(/^>/.test(String(lower)) && /^</.test(String(upper)))) {
    throw invalidPattern(path, 'a range is a lower bound (> or >=) and then a higher one (< or <=)');
  }
  return (value) => typeof value === 'number' && tests.every((matches) => matches(value));
}

function compileComparison(
  operator: unknown,
  bound: unknown,
  path: readonly string[],
): (value: number) => boolean {
  const compare =
    typeof operator === 'string' && Object.hasOwn(COMPARE, operator) ? COMPARE[operator] : undefined;
  if (compare === undefined) throw invalidPattern(path, 'an operator is one of = < <= > >=');
  if (typeof bound !== 'number' || Math.abs(bound) > LIMIT) {
    throw invalidPattern(path, 'a bound is a number from -5 to 5 billion');
  }
  return (value) => compare(value, bound);
}
