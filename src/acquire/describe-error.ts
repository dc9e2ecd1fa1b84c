import { ExecaError } from 'execa';

/** Lines of a command's own complaint that are worth showing. */
const complaintLines = 5;

/** One error as a reason for a user: for a command its own last words, else the message. */
export function describeError(error: unknown): string {
  if (error instanceof ExecaError) {
    const complaint = String(error.stderr ?? '')
      .trim()
      .split('\n')
      .slice(-complaintLines)
      .join('; ');
    return complaint || error.shortMessage;
  }
  if (!(error instanceof Error)) return String(error);
  // An AggregateError of several refused addresses has a code but no message.
  return error.message || String((error as NodeJS.ErrnoException).code ?? error.name);
}
