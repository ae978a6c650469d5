/** `at(2026-11-23T11:01:05)`, in UTC: the first whole second that is not before `at` (epoch milliseconds). */
export function atExpression(at: number): string {
  return `at(${new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(0, 19)})`;
}
