import { dollars } from './dollars.ts';
import type { Finding } from './look-around.ts';
import { prices } from './prices.ts';

/** What all that was found goes on costing; of what stands in the local AWS, what it would. */
export function costLine(findings: readonly Finding[], isLocal: boolean): string {
  const monthly = findings.flatMap(({ found }) => found).reduce((sum, each) => sum + each.monthly, 0);
  if (monthly === 0) return 'It costs nothing by being there.';
  const month = `About ${dollars(monthly)} a month`;
  const basis = `list prices of us-east-1, ${prices.asOf}, without traffic`;
  return isLocal
    ? `${month} on AWS (${basis}); here it costs nothing.`
    : `${month} while it is there (${basis}).`;
}
