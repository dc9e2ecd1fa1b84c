import type { RegionAccess } from '../shared/contracts/regions.ts';

/** All that a script takes from outside; nothing of it is baked into the script. */
export interface Environment {
  regions: ReadonlyMap<string, RegionAccess>;
  /** Where telemetry goes; null when the script runs without the runner and reports through k6's own metrics. */
  collector: { url: string; token: string } | null;
  /** Set by the benchmark that measures what telemetry costs. */
  telemetryOff: boolean;
  runId: string | null;
}

/** @throws when S3DRILL_REGIONS is missing, is not what `s3drill regions --json` prints, or lacks a region of the drill */
export function readEnvironment(regionNames: readonly string[]): Environment {
  const text = __ENV.S3DRILL_REGIONS;
  if (!text) {
    throw new Error(
      'S3DRILL_REGIONS is not set. Start the regions with `s3drill regions DRILL --json` and pass the line it prints: k6 run -e S3DRILL_REGIONS="$LINE" script.js',
    );
  }
  const regions = new Map<string, RegionAccess>();
  for (const region of parseRegions(text)) regions.set(region.name, region);
  for (const name of regionNames) {
    if (!regions.has(name)) throw new Error(`S3DRILL_REGIONS has no region '${name}', which this drill needs.`);
  }
  const collectorUrl = __ENV.S3DRILL_COLLECTOR_URL;
  return {
    regions,
    collector: collectorUrl ? { url: collectorUrl, token: __ENV.S3DRILL_COLLECTOR_TOKEN ?? '' } : null,
    telemetryOff: __ENV.S3DRILL_TELEMETRY === 'off',
    runId: __ENV.S3DRILL_RUN_ID || null,
  };
}

function parseRegions(text: string): RegionAccess[] {
  let parsed: { regions?: RegionAccess[] };
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `S3DRILL_REGIONS is not JSON: ${error}. It must be the line that \`s3drill regions --json\` prints.`,
    );
  }
  if (!Array.isArray(parsed.regions)) throw new Error('S3DRILL_REGIONS has no list `regions`.');
  return parsed.regions;
}
