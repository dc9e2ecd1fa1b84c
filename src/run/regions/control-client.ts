import { type GatewayState, gatewayStateSchema } from '../../shared/contracts/control.ts';
import type { RegionAccess } from '../../shared/contracts/regions.ts';
import { exitCodes, Failure } from '../../shared/failure.ts';

/** A gateway answers at once, a revert within a second; a region that needs longer is broken. */
const answerLimitMs = 5000;

/** @throws Failure `gateway-unreachable` */
export function readGatewayState(access: RegionAccess): Promise<GatewayState> {
  return ask(access, 'GET', '/v1/state');
}

/**
 * Resolves when no fault holds any more, with a state that was read back afterwards.
 * @throws Failure `gateway-unreachable`
 */
export async function revertAllFaults(access: RegionAccess): Promise<GatewayState> {
  const state = await ask(access, 'DELETE', '/v1/faults');
  const active = state.faults.filter((fault) => fault.active).map((fault) => fault.id);
  if (active.length > 0) throw createFailure(access, `still has the faults ${active.join(', ')} after their revert`);
  return state;
}

async function ask(access: RegionAccess, method: string, path: string): Promise<GatewayState> {
  let status: number;
  let body: unknown;
  try {
    const response = await fetch(access.controlUrl + path, {
      method,
      headers: { authorization: `Bearer ${access.controlToken}` },
      signal: AbortSignal.timeout(answerLimitMs),
    });
    status = response.status;
    body = await response.json();
  } catch (cause) {
    throw createFailure(access, `does not answer ${method} ${path}`, cause);
  }
  const state = gatewayStateSchema.safeParse(body);
  if (status !== 200 || !state.success) {
    throw createFailure(access, `answered ${method} ${path} with ${status} ${JSON.stringify(body)}`);
  }
  return state.data;
}

function createFailure(access: RegionAccess, problem: string, cause?: unknown): Failure {
  return new Failure('gateway-unreachable', `The gateway of ${access.name} (${access.controlUrl}) ${problem}`, {
    exitCode: exitCodes.invalid,
    cause,
  });
}
