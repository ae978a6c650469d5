/** Whole seconds of a span in milliseconds; ECS's clock and ours may differ, so never below none. */
export function seconds(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 1000));
}
