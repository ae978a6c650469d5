/** Makes identifiers in ECS's forms from one source of chance, so that a test can repeat a run. */
export interface Ids {
  /** `length` hexadecimal digits; a task id has 32. */
  hex(length: number): string;
  uuid(): string;
  /** Decimal digits without a leading zero; a deployment id has 19. */
  digits(length: number): string;
  /** An IPv4 address in 10.0.0.0/16. */
  privateIp(): string;
}

/** `random` answers from 0 up to, not including, 1. */
export function createIds(random: () => number): Ids {
  const below = (limit: number) => Math.floor(random() * limit);
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('');
  return {
    hex,
    uuid: () => [8, 4, 4, 4, 12].map(hex).join('-'),
    digits: (length) =>
      `${1 + below(9)}${Array.from({ length: length - 1 }, () => String(below(10))).join('')}`,
    privateIp: () => `10.0.${below(64)}.${4 + below(250)}`,
  };
}
