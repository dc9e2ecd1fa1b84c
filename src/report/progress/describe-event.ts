import type { DrillEvent } from '../../shared/contracts/telemetry.ts';
import { formatMoment } from '../../shared/format.ts';
import { cleanText } from '../terminal/text-width.ts';
import { nameEvent } from '../view/names.ts';

/** `breaker opened, us-east-1, client 3: 5 consecutive failures` */
export function describeEvent(event: DrillEvent, clients = 1): string {
  const who = event.client === undefined ? undefined : clients > 1 ? `${clients} clients` : `client ${event.client}`;
  const where = [nameEvent(event.type), event.region, event.fault, who].filter((part) => part !== undefined).join(', ');
  return cleanText(event.detail === undefined ? where : `${where}: ${event.detail}`);
}

export function describeMoment(atMs: number): string {
  return formatMoment(Math.round(atMs / 100) * 100);
}
