/** Epoch milliseconds as the SDK's Date; the wire makes epoch seconds of it. */
export function toDate(at: number | undefined): Date | undefined {
  return at === undefined ? undefined : new Date(at);
}
