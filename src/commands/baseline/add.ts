import type { CommandModule } from 'yargs';
import type { Result } from '../../shared/contracts/result.ts';
import { exitCodes, Failure } from '../../shared/failure.ts';
import { addRuns, type BaselinePool, locatePool, readPool, writePool } from '../../store/baseline-pool.ts';
import type { CommandContext } from '../context.ts';
import { describeSize, listPool } from '../describe-pool.ts';
import { loadAllResults } from '../load-results.ts';
import { drillArgument, jsonOption } from '../options.ts';
import { requireSameDrill } from '../require-same-drill.ts';

interface AddArguments {
  drill: string;
  runs: string[];
  json: boolean;
}

export function addCommand(context: CommandContext): CommandModule<object, AddArguments> {
  return {
    command: 'add <drill> <runs..>',
    describe: 'Add runs to the pool of a drill, or of the variant that they ran',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .positional('runs', {
          describe: 'Run directories; one that holds variants stands for all of them',
          type: 'string',
          array: true,
          demandOption: true,
        })
        .option('json', jsonOption)
        .example('$0 baseline add drill.ts runs/drill/*', 'All runs of a drill, each into the pool where it belongs'),
    async handler({ drill, runs, json }) {
      const results = (await Promise.all(runs.map(loadAllResults))).flat();
      for (const result of results) requireValid(result);
      // Nothing is written before all of it may be.
      const pools = await Promise.all(listVariants(results).map((variant) => extendPool(drill, variant, results)));
      for (const { path, pool } of pools) {
        await writePool(path, pool);
        context.out(json ? listPool(pool) : describeSize(path, pool));
      }
    },
  };
}

function requireValid({ validity, run }: Result): void {
  if (validity.valid) return;
  throw new Failure('baseline-invalid', `Run ${run.id} is invalid and can't be a baseline: ${validity.reasons[0]}`, {
    hint: 'Nothing was added. Leave it out, or run the drill again.',
    exitCode: exitCodes.usage,
  });
}

function listVariants(results: readonly Result[]): (string | null)[] {
  return [...new Set(results.map((result) => result.drill.variant))];
}

async function extendPool(
  file: string,
  variant: string | null,
  results: readonly Result[],
): Promise<{ path: string; pool: BaselinePool }> {
  const path = locatePool(file, variant);
  const own = results.filter((result) => result.drill.variant === variant);
  const pool = addRuns(await readPool(path), own);
  for (const { run, drill } of own) requireSameDrill(pool, drill.hash, `Run ${run.id}`);
  return { path, pool };
}
