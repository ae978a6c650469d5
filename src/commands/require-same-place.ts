import { Refusal } from './refusal.ts';

/**
 * A person who gives an ARN means that region's and account's resource, never one that only has the same name here.
 * `found` is the ARN of what was found. Throws Refusal when the two are in different places.
 */
export function requireSamePlace(given: string, found: string): void {
  const wanted = placeOf(given);
  const { region = '', account = '' } = placeOf(found) ?? {};
  if (wanted === undefined || (wanted.region === region && wanted.account === account)) return;
  throw new Refusal({ code: 'otherPlace', given, region, account });
}

function placeOf(arn: string): { readonly region: string; readonly account: string } | undefined {
  const [, region, account] = /^arn:[^:]+:ecs:([^:]*):([^:]*):/.exec(arn) ?? [];
  return region === undefined || account === undefined ? undefined : { region, account };
}
