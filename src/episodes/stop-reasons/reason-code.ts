import type { reasonCodes } from './reason-codes.ts';

/** Why a task stopped. Not ECS's `stopCode`, which tells less. */
export type ReasonCode = (typeof reasonCodes)[number];
