import type { CommandModule } from 'yargs';
import { loadDrill } from '../drill/load-drill.ts';
import { startRegions } from '../run/regions/start-regions.ts';
import type { RegionAccess } from '../shared/contracts/regions.ts';
import { exitCodes, Failure } from '../shared/failure.ts';
import { whenAborted } from '../shared/when-aborted.ts';
import type { CommandContext } from './context.ts';
import { drillArgument, jsonOption, memoryOption } from './options.ts';

interface RegionsArguments {
  drill: string;
  port: string[];
  json: boolean;
  memory: number;
}

export function regionsCommand(context: CommandContext): CommandModule<object, RegionsArguments> {
  return {
    command: 'regions <drill>',
    describe: 'Start the regions of a drill alone, to point other applications at, until interrupted',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .option('port', {
          describe: 'Fixed port of a region, as NAME=PORT; may be given several times',
          type: 'string',
          array: true,
          nargs: 1,
          default: [],
        })
        .option('memory', memoryOption)
        .option('json', { ...jsonOption, describe: 'Print one line of JSON when ready: {"regions":[…]}' })
        .example('$0 regions drill.ts --json', 'The line is what a compiled script wants in S3DRILL_REGIONS')
        .example('$0 regions drill.ts --port us-east-1=9001', 'Listen where an application expects it'),
    async handler({ drill, port, json, memory }) {
      // Variants differ in their clients only.
      const [plan] = await loadDrill(drill);
      if (plan === undefined) throw new Error('a drill has at least one plan');
      const ports = parsePorts(
        port,
        plan.regions.map(({ name }) => name),
      );
      let lost: string | undefined;
      const ended = new AbortController();
      const regions = await startRegions({
        regions: plan.regions,
        ports,
        seed: plan.seed,
        maxBytesPerRegion: memory * 1024 * 1024,
        onRegionExit(region, reason) {
          lost = `The region ${region} ended: ${reason}.`;
          ended.abort();
        },
      });
      try {
        context.out(
          json ? `${JSON.stringify({ regions: regions.access })}\n` : regions.access.map(describeRegion).join('\n'),
        );
        context.err('Ready. Interrupt to stop.\n');
        await whenAborted(AbortSignal.any([context.signal, ended.signal]));
      } finally {
        await regions.stop();
      }
      if (lost !== undefined) throw new Failure('region-lost', lost, { exitCode: exitCodes.invalid });
    },
  };
}

/** An environment that the AWS command line and SDKs understand, a block a region. */
function describeRegion({
  name,
  endpoint,
  bucket,
  accessKeyId,
  secretAccessKey,
  controlUrl,
  controlToken,
}: RegionAccess): string {
  return [
    `# ${name}`,
    `export AWS_ENDPOINT_URL_S3=${endpoint}`,
    `export AWS_REGION=${name}`,
    `export AWS_ACCESS_KEY_ID=${accessKeyId}`,
    `export AWS_SECRET_ACCESS_KEY=${secretAccessKey}`,
    `# bucket ${bucket}, path-style addressing; control API ${controlUrl} (Bearer ${controlToken})`,
    '',
  ].join('\n');
}

function parsePorts(values: readonly string[], regions: readonly string[]): Record<string, number> {
  const ports: Record<string, number> = {};
  for (const value of values) {
    const [name = '', port = ''] = value.split('=');
    const number = Number(port);
    const known = regions.includes(name);
    if (known && Number.isInteger(number) && number > 0 && number < 65_536) {
      ports[name] = number;
      continue;
    }
    throw new Failure(
      'usage',
      `--port ${value}: ${known ? `'${port}' is no port` : `the drill has no region '${name}'`}.`,
      {
        hint: `Write --port NAME=PORT with a name of: ${regions.join(', ')}.`,
        exitCode: exitCodes.usage,
      },
    );
  }
  return ports;
}
