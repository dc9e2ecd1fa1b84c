import { countBinMs, latencyBinMs } from '../../shared/bins.ts';
import { formatCount, formatMs, formatQuantity, joinWords } from '../../shared/format.ts';
import { countClients } from '../../shared/load.ts';
import { type FlushSequence, isComplete } from '../tally/flush-sequence.ts';
import type { Tally } from '../tally/tally.ts';
import { type Findings, joinFindings, nothingFound, reason, warning } from './findings.ts';

/** All that was to be written down is there: start and end, every client's flushes without a gap, every gateway. */
export function checkCompleteness(tally: Tally): Findings {
  return joinFindings([
    checkStart(tally),
    checkEnd(tally),
    checkClients(tally),
    checkWorkloads(tally),
    checkGateways(tally),
    checkConductor(tally),
    checkBins(tally),
    checkEdges(tally),
  ]);
}

function checkStart({ start }: Tally): Findings {
  if (start !== null) return nothingFound;
  return reason(
    'The telemetry has no start record, so the gateways’ times can’t be placed on the run’s clock; run the drill again.',
  );
}

function checkEnd({ end }: Tally): Findings {
  if (end !== null) return nothingFound;
  return reason('The telemetry breaks off: the runner did not live to end it; run the drill again.');
}

function checkClients({ clients, plan }: Tally): Findings {
  const lost = [...clients].filter(([, sequence]) => !isComplete(sequence));
  const planned = countClients(plan);
  const strangers = [...clients.keys()].filter((client) => client > planned);
  return joinFindings([
    lost.length === 0 ? nothingFound : describeLost(lost, clients.size),
    strangers.length === 0
      ? nothingFound
      : reason(
          `Telemetry came from client ${joinWords(strangers.map(String))}, but the plan has ${planned}; the telemetry is not this plan's.`,
        ),
  ]);
}

function describeLost(lost: readonly (readonly [number, FlushSequence])[], all: number): Findings {
  const [client, sequence] = lost[0] as (typeof lost)[number];
  const clients = lost.length === 1 ? `Client ${client}'s` : `${lost.length} of ${all} clients'`;
  const what =
    sequence.ahead.size > 0
      ? `flush ${sequence.next} never arrived`
      : sequence.next === 0
        ? 'none arrived'
        : 'the final flush never arrived';
  const example = lost.length === 1 ? what : `client ${client}: ${what}`;
  return reason(
    `${clients} telemetry is incomplete (${example}), so operations are missing from every figure; look in k6.log whether k6 ended early or could not reach the collector.`,
  );
}

function checkWorkloads({ unknownWorkloads }: Tally): Findings {
  if (unknownWorkloads.size === 0) return nothingFound;
  return reason(
    `Telemetry came from workload ${joinWords([...unknownWorkloads])}, which the plan does not have; the telemetry is not this plan's.`,
  );
}

function checkGateways({ plan, gateways }: Tally): Findings {
  const unread = plan.regions.map((region) => region.name).filter((name) => !gateways.has(name));
  if (unread.length === 0) return nothingFound;
  return reason(
    `The counters of ${joinWords(unread)} were not read after the load, so neither faults nor requests can be checked there; see whether the region's process died.`,
  );
}

function checkConductor({ plan, conductor }: Tally): Findings {
  if (isComplete(conductor) || plan.faults.length === 0) return nothingFound;
  return warning('The conductor never reported its end; the gateways’ own counters were used for the faults.');
}

function checkBins({ operationsOutsideRun }: Tally): Findings {
  if (operationsOutsideRun === 0) return nothingFound;
  return reason(
    `${formatQuantity(operationsOutsideRun, 'operation was', 'operations were')} scheduled outside the run's phases; the telemetry is not this plan's.`,
  );
}

/** Phases are told by whole bins. */
function checkEdges({ plan, endMs }: Tally): Findings {
  const edges = plan.phases.map((phase) => phase.fromMs).filter((edge) => edge > 0 && edge < endMs);
  const off = edges.filter((edge) => edge % latencyBinMs !== 0);
  if (off.length === 0) return nothingFound;
  return warning(
    `A phase begins at ${joinWords(off.map(formatMs))}, not on a whole second: latencies of that second count to the fault phase, operations to within ${formatCount(countBinMs)} ms; use whole seconds.`,
  );
}
