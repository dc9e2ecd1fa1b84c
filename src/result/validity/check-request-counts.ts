import { formatCount } from '../../shared/format.ts';
import { countRequests, noRequests, type RegionRequests } from '../tally/count-requests.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason, warning } from './findings.ts';

/** Requests that may differ for no reason we can name: two, or one in a thousand, whichever is more. */
const fewestUnexplained = 2;
const unexplainedShare = 0.001;

/**
 * Both sides count the same requests: attempts + seeding = received + cut before a request could be read, per region
 * and in total. Two things may part them without any telemetry being lost:
 * - an attempt whose connection never opened, or that timed out while dialing, was never received: up to the attempts
 *   that got no answer;
 * - an HTTP library may silently send an idempotent request again when its kept-alive connection died before an answer,
 *   so one attempt was received twice: up to the attempts without an answer plus those whose connection a fault cut.
 * A difference within these is a warning; beyond them, by more than two requests and 0.1 %, it voids the run.
 */
export function checkRequestCounts(tally: Tally): Findings {
  const regions = countRequests(tally).filter(({ region }) => tally.gateways.has(region) || !isPlanned(tally, region));
  const total = regions.reduce(addRequests, noRequests);
  const perRegion = regions.map((region) => compareCounts(region, region.region));
  // The regions may each be within their tolerance and still all lean the same way.
  return joinFindings([
    ...perRegion,
    ...(perRegion.some(({ reasons }) => reasons.length > 0) ? [] : [onlyReasons(compareCounts(total, 'all regions'))]),
  ]);
}

function isPlanned({ plan }: Tally, region: string): boolean {
  return plan.regions.some(({ name }) => name === region);
}

function addRequests(sum: RegionRequests, region: RegionRequests): RegionRequests {
  return {
    region: '',
    attempts: sum.attempts + region.attempts,
    seeding: sum.seeding + region.seeding,
    unanswered: sum.unanswered + region.unanswered,
    received: sum.received + region.received,
    cutBeforeRequest: sum.cutBeforeRequest + region.cutBeforeRequest,
    cutByFaults: sum.cutByFaults + region.cutByFaults,
  };
}

function compareCounts(requests: RegionRequests, place: string): Findings {
  const sent = requests.attempts + requests.seeding;
  const seen = requests.received + requests.cutBeforeRequest;
  const difference = seen - sent;
  if (difference === 0) return nothingFound;
  const explained = requests.unanswered + (difference > 0 ? requests.cutByFaults : 0);
  const unexplained = Math.max(0, Math.abs(difference) - explained);
  const facts = `Clients sent ${formatCount(sent)} requests to ${place} (${formatCount(requests.seeding)} of them seeding), but the gateways saw ${formatCount(seen)} (${formatCount(requests.cutBeforeRequest)} of them cut before they could be read): ${formatCount(Math.abs(difference))} ${difference > 0 ? 'more' : 'fewer'}`;
  const explanation = `${formatCount(requests.unanswered)} attempts got no answer, and ${describeCause(difference)}`;
  if (unexplained > Math.max(fewestUnexplained, unexplainedShare * sent)) {
    return reason(
      `${facts}; ${explanation}, but that leaves ${formatCount(unexplained)} unexplained, so somebody else used the region or telemetry was lost: make sure that only this drill sends to it, and run again.`,
    );
  }
  return warning(`${facts}; ${explanation}: within what a run may differ by, so no figure depends on it.`);
}

function describeCause(difference: number): string {
  if (difference < 0) {
    return 'an attempt whose connection never opened, or that timed out while dialing, is never received';
  }
  return 'an HTTP library may silently send a request again when its connection dies';
}

function onlyReasons({ reasons }: Findings): Findings {
  return { reasons, warnings: [] };
}
