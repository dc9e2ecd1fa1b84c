import { type Gateway, startGateway } from '../../src/faults/gateway.ts';
import { type FaultCounters, type FaultInjection, gatewayStateSchema } from '../../src/shared/contracts/control.ts';
import { createMemoryUpstream, type MemoryUpstream } from './memory-upstream.ts';

export const controlToken = 'token-of-the-test';

export interface GatewayUnderTest {
  gateway: Gateway;
  upstream: MemoryUpstream;
  port: number;
  control(method: string, path: string, body?: unknown): Promise<Response>;
  /** Switches a fault on; throws unless the gateway acknowledges. */
  inject(injection: Partial<FaultInjection> & { kind: string }): Promise<void>;
  revert(id?: string): Promise<void>;
  counters(id?: string): FaultCounters;
}

/** A gateway on free ports before an upstream in memory; closed at the end, whatever happens. */
export async function withGateway(use: (under: GatewayUnderTest) => Promise<void>): Promise<void> {
  const upstream = createMemoryUpstream();
  const gateway = await startGateway({
    region: 'us-east-1',
    upstream,
    host: '127.0.0.1',
    port: 0,
    controlPort: 0,
    controlToken,
  });
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${gateway.controlUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${controlToken}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  try {
    await use({
      gateway,
      upstream,
      port: Number(new URL(gateway.endpoint).port),
      control,
      async inject(injection) {
        const full = { id: 'fault', selectors: {}, parameters: {}, leaseMs: 60_000, seed: 1, ...injection };
        const response = await control('POST', '/v1/faults', full);
        if (response.status !== 201) throw new Error(await response.text());
        gatewayStateSchema.parse(await response.json());
      },
      async revert(id = 'fault') {
        const response = await control('DELETE', `/v1/faults/${encodeURIComponent(id)}`);
        if (response.status !== 200) throw new Error(await response.text());
      },
      counters(id = 'fault') {
        const found = gateway.readState().faults.find((fault) => fault.id === id);
        if (found === undefined) throw new Error(`no fault ${id}`);
        return found;
      },
    });
  } finally {
    await gateway.close();
  }
}
