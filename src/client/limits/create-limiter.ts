import type { PlanClients } from '../../shared/contracts/policies.ts';
import { createAimdLimiter } from './aimd.ts';
import { createGradientLimiter } from './gradient.ts';
import type { Limiter } from './limiter.ts';

/** @returns null for a fixed limit, which is the concurrency itself and learns nothing */
export function createLimiter({ limit, concurrency }: Pick<PlanClients, 'limit' | 'concurrency'>): Limiter | null {
  switch (limit.kind) {
    case 'aimd':
      return createAimdLimiter(limit, concurrency);
    case 'gradient':
      return createGradientLimiter(limit, concurrency);
    case 'fixed':
      return null;
  }
}
