import { marshall } from '@aws-sdk/util-dynamodb';
import { type Item, itemSize } from '../simulation/doubles/dynamodb/values.ts';

// What DynamoDB bills, as its developer guide has it under "Read and write operations".

/** An item's bytes, as a document client gives it. */
export function bytesOf(item: Readonly<Record<string, unknown>>): number {
  return itemSize(marshall(item, { removeUndefinedValues: true }) as Item);
}

/** A unit for each kilobyte, also where the condition did not hold. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** A unit for each four kilobytes that are read consistently, half of one otherwise. */
export function readUnits(bytes: number, consistent: boolean | undefined): number {
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent === true ? 1 : 0.5);
}
