/** Any JSON that a test looks into. */
export interface Json {
  readonly [key: string]: Json;
}
