/** What the person at the shell can mend: its message is the one sentence that they read, with no stack trace. */
export class ScriptProblem extends Error {
  override readonly name = 'ScriptProblem';
}

/** `--help` was given: its message is what the person reads, and nothing went wrong. */
export class HelpAsked extends Error {
  override readonly name = 'HelpAsked';
}
