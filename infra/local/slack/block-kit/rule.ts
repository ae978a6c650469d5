/** Where blocks are shown; some block types exist only on some of them. */
export type Surface = 'message' | 'modal' | 'home';

/** One broken rule: what is wrong at which JSON pointer, in Slack's words. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly pointer: string;
  readonly constraint?: {
    readonly type: string;
    readonly expected?: readonly string[];
    readonly got?: string;
  };
}

export interface RuleContext {
  readonly surface: Surface;
  report(problem: Problem): void;
}

/** Checks a value at a JSON pointer and reports what is wrong. */
export type Rule = (value: unknown, pointer: string, context: RuleContext) => void;
