import http from 'k6/http';
import type { FaultInjection, GatewayState } from '../shared/contracts/control.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';

const controlTimeoutMs = 2000;

/** The control API of one gateway, as a script uses it. Each call rejects when the gateway does not answer or refuses. */
export interface GatewayControl {
  readState(): Promise<GatewayState>;
  inject(fault: FaultInjection): Promise<GatewayState>;
  revert(id: string): Promise<GatewayState>;
  renewLeases(leaseMs: number): Promise<GatewayState>;
}

export function createGatewayControl(access: RegionAccess): GatewayControl {
  async function call(method: string, path: string, body: unknown): Promise<GatewayState> {
    const reply = await http.asyncRequest(
      method,
      access.controlUrl + path,
      body === null ? null : JSON.stringify(body),
      {
        headers: { authorization: `Bearer ${access.controlToken}`, 'content-type': 'application/json' },
        timeout: controlTimeoutMs,
        responseType: 'text',
        tags: { name: 'control' },
      },
    );
    if (reply.status >= 200 && reply.status < 300) return reply.json() as unknown as GatewayState;
    const answer = reply.status === 0 ? reply.error : `${reply.status} ${reply.body}`;
    throw new Error(`the gateway of ${access.name} did not accept ${method} ${path}: ${answer}`);
  }

  return {
    readState: () => call('GET', '/v1/state', null),
    inject: (fault) => call('POST', '/v1/faults', fault),
    revert: (id) => call('DELETE', `/v1/faults/${encodeURIComponent(id)}`, null),
    renewLeases: (leaseMs) => call('POST', '/v1/heartbeat', { leaseMs }),
  };
}
