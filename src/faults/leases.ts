import { longestDurationMs } from '../shared/duration.ts';

export interface Leases {
  grant(id: string, leaseMs: number): void;
  /** Every lease now runs for `leaseMs` from this moment. */
  renewAll(leaseMs: number): void;
  end(id: string): void;
  endAll(): void;
}

/**
 * Leases by timers, which run on the process's monotonic clock: setting the wall clock neither ends nor extends them.
 * @param onExpired called once for a lease that was neither renewed nor ended in time
 */
export function createLeases(onExpired: (id: string) => void): Leases {
  const timers = new Map<string, NodeJS.Timeout>();

  function end(id: string): void {
    clearTimeout(timers.get(id));
    timers.delete(id);
  }

  function grant(id: string, leaseMs: number): void {
    end(id);
    const expire = () => {
      timers.delete(id);
      onExpired(id);
    };
    timers.set(id, setTimeout(expire, Math.min(leaseMs, longestDurationMs)));
  }

  return {
    grant,
    end,
    renewAll: (leaseMs) => {
      for (const id of [...timers.keys()]) grant(id, leaseMs);
    },
    endAll: () => {
      for (const id of [...timers.keys()]) end(id);
    },
  };
}
