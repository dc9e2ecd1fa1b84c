import type { FailoverPolicy } from '../shared/contracts/policies.ts';
import type { AttemptOutcome } from '../shared/outcome.ts';

export interface HealthProber {
  start(): void;
  /** Leaves no timer behind; answers that are still to come are ignored. */
  stop(): void;
}

export interface HealthProberOptions {
  policy: NonNullable<FailoverPolicy['healthProbe']>;
  /** At least one. */
  regions: readonly string[];
  /** Sends one probe; must answer, once. */
  probe(region: string, timeoutMs: number, onOutcome: (outcome: AttemptOutcome) => void): void;
  onOutcome(region: string, outcome: AttemptOutcome): void;
  /** In ms. */
  now(): number;
}

/**
 * Asks the regions in turn, so that each is asked once in `everyMs` and no two at the same time; the first at once. A
 * region that still owes an answer is passed over.
 */
export function createHealthProber({ policy, regions, probe, onOutcome, now }: HealthProberOptions): HealthProber {
  const beatMs = policy.everyMs / regions.length;
  const asked = new Set<string>();
  let turn = 0;
  let dueMs = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function ask(region: string): void {
    if (asked.has(region)) return;
    asked.add(region);
    probe(region, policy.timeoutMs, (outcome) => {
      asked.delete(region);
      if (timer !== null) onOutcome(region, outcome);
    });
  }

  function beat(): void {
    const region = regions[turn] as string;
    turn = (turn + 1) % regions.length;
    // A client that was held up goes on from here: probes in a bunch would tell nothing more.
    dueMs = Math.max(dueMs + beatMs, now());
    timer = setTimeout(beat, dueMs - now());
    ask(region);
  }

  return {
    start() {
      dueMs = now();
      beat();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
