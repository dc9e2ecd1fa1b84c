/** What the process tells the shell. k6's own codes are data and never passed through. */
export const exitCodes = {
  passed: 0,
  missed: 1,
  usage: 2,
  inconclusive: 3,
  invalid: 4,
  cleanUpFailed: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/**
 * The one error a user is meant to see: what is wrong, where, and what to do instead. Anything else that reaches the
 * command line is a defect of ours and is shown as such.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  /** Stable word for scripts, in kebab case: `k6-not-found`, `drill-invalid`. */
  readonly code: string;
  /** What to do instead, as one sentence; absent when the message says it already. */
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(code: string, message: string, options: { hint?: string; exitCode: ExitCode; cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
    this.exitCode = options.exitCode;
  }
}
