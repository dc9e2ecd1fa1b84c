import { once } from 'node:events';
import { createServer } from 'node:net';
import { describeError } from '../describe-error.ts';
import { type Fact, reportFact } from './fact.ts';

/** Regions, gateways and the collector each listen on a free port of 127.0.0.1. */
export async function checkLoopback(): Promise<Fact> {
  const server = createServer();
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return reportFact('loopback', '127.0.0.1 has free ports');
  } catch (error) {
    const advice = 'Allow this user to listen on 127.0.0.1 (sandbox, firewall, number of open files).';
    return reportFact('loopback', `can't listen on 127.0.0.1: ${describeError(error)}`, { state: 'missing', advice });
  } finally {
    server.close();
  }
}
