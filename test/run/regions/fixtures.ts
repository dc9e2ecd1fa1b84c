import { execFileSync } from 'node:child_process';
import { connect } from 'node:net';
import type { PlanRegion } from '../../../src/shared/contracts/plan.ts';

export const primary: PlanRegion = {
  name: 'us-east-1',
  upstream: 'embedded',
  replicatesFrom: null,
  replicationLagMs: 0,
};

export const replica: PlanRegion = {
  name: 'us-west-2',
  upstream: 'embedded',
  replicatesFrom: 'us-east-1',
  replicationLagMs: 20,
};

/** Process ids of the regions that a process has started. */
export function listRegionProcesses(parent: number): number[] {
  try {
    const lines = execFileSync('pgrep', ['-P', String(parent), '-f', 'region-process'], { encoding: 'utf8' });
    return lines.trim().split('\n').map(Number);
  } catch {
    return [];
  }
}

export function isPortOpen(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    socket.on('error', () => resolve(false));
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
