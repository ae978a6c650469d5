import type { ReasonCode } from './reason-code.ts';

/** What is essential of a reason's text, and what it means. Rows are tried in order: the first that fits decides. */
export interface ReasonRow {
  readonly pattern: RegExp;
  readonly code: ReasonCode;
  /** Where the text is documented, or reported when no documentation has it. */
  readonly source: string;
}
