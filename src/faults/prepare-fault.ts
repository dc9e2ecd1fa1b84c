import { z } from 'zod';
import type { FaultInjection } from '../shared/contracts/control.ts';
import { type ActiveFault, createActiveFault } from './active-fault.ts';
import { faultKindNames, findFaultKind } from './catalogue.ts';

/** Checks an injection against its kind: a fault that may be switched on, or what is wrong, in words. */
export function prepareFault(injection: FaultInjection): { fault: ActiveFault } | { error: string } {
  const kind = findFaultKind(injection.kind);
  if (kind === undefined) {
    return { error: `Unknown fault kind '${injection.kind}'; known are ${faultKindNames.join(', ')}` };
  }
  const parameters = kind.parameters.safeParse(injection.parameters);
  if (!parameters.success) {
    return { error: `Parameters of ${kind.kind}: ${z.prettifyError(parameters.error)}` };
  }
  const fault = createActiveFault(injection, kind, parameters.data);
  const { operations, prefix, probability, first } = injection.selectors;
  if (fault.cutsConnections && (operations !== undefined || prefix !== undefined)) {
    return {
      error: `This ${kind.kind} acts before a request is read: it cannot select by operations or prefix, only by probability and first`,
    };
  }
  if (fault.limit !== null && (probability !== undefined || first !== undefined)) {
    return {
      error: `This ${kind.kind} faults what exceeds its limit per prefix: it cannot select by probability or first too`,
    };
  }
  const strangers = operations?.filter((name) => kind.requests?.includes(name) === false) ?? [];
  if (strangers.length > 0) {
    return { error: `${kind.kind} can fault only ${kind.requests?.join(', ')}, not ${strangers.join(', ')}` };
  }
  return { fault };
}
