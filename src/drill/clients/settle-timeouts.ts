import type { Clients } from './complete-clients.ts';

/** The bounds of an operation and of each of its requests: its own, else its clients', else half of the former. */
export function settleTimeouts(
  operation: { deadline?: number | undefined; attemptTimeout?: number | undefined },
  clients: Pick<Clients, 'deadline' | 'attemptTimeout'>,
): { deadlineMs: number; attemptTimeoutMs: number } {
  const deadlineMs = operation.deadline ?? clients.deadline;
  const inherited =
    clients.attemptTimeout === undefined ? deadlineMs / 2 : Math.min(clients.attemptTimeout, deadlineMs);
  return { deadlineMs, attemptTimeoutMs: operation.attemptTimeout ?? inherited };
}
