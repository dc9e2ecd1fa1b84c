import type { CommandModule } from 'yargs';
import { exitCodes, Failure } from '../shared/failure.ts';
import { addRuns, type BaselinePool, locatePool, readPool, writePool } from '../store/baseline-pool.ts';
import type { CommandContext } from './context.ts';
import { describePool, listPool } from './describe-pool.ts';
import { loadResults } from './load-results.ts';
import { drillArgument, jsonOption } from './options.ts';
import { requireSameDrill } from './require-same-drill.ts';

interface PoolArguments {
  drill: string;
  json: boolean;
}

/** The pool of a drill. @throws Failure when there is none */
async function requirePool(drill: string): Promise<BaselinePool> {
  const pool = await readPool(locatePool(drill));
  if (pool !== null) return pool;
  throw new Failure('baseline-not-found', `${drill} has no baseline: there is no ${locatePool(drill)}.`, {
    hint: `Add a run that you trust: s3drill baseline add ${drill} RUN`,
    exitCode: exitCodes.usage,
  });
}

export function baselineCommand(context: CommandContext): CommandModule {
  return {
    command: 'baseline <action>',
    describe: 'Keep the runs that later ones are compared with',
    builder: (yargs) =>
      yargs
        .command(addCommand(context))
        .command(listCommand(context))
        .command(showCommand(context))
        .command(removeCommand(context))
        .demandCommand(1, 'Name what to do: add, list, show or remove.')
        .example(
          '$0 baseline add drills/regional-failover.ts runs/regional-failover/*',
          'Three runs or more make a verdict',
        ),
    handler: () => {},
  };
}

function addCommand(context: CommandContext): CommandModule<object, PoolArguments & { runs: string[] }> {
  return {
    command: 'add <drill> <runs..>',
    describe: 'Add runs to the pool of a drill',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .positional('runs', { describe: 'Run directories', type: 'string', array: true, demandOption: true })
        .option('json', jsonOption),
    async handler({ drill, runs, json }) {
      const results = (await Promise.all(runs.map(loadResults))).flat();
      for (const { validity, run } of results) {
        if (validity.valid) continue;
        throw new Failure(
          'baseline-invalid',
          `Run ${run.id} is invalid and can't be a baseline: ${validity.reasons[0]}`,
          {
            hint: 'Nothing was added. Leave it out, or run the drill again.',
            exitCode: exitCodes.usage,
          },
        );
      }
      const pool = addRuns(await readPool(locatePool(drill)), results);
      for (const { run, drill: ran } of results) requireSameDrill(pool, ran.hash, `Run ${run.id}`);
      await writePool(locatePool(drill), pool);
      context.out(json ? listPool(pool) : `${locatePool(drill)} holds ${pool.runs.length} runs now.\n`);
    },
  };
}

function listCommand(context: CommandContext): CommandModule<object, PoolArguments> {
  return {
    command: 'list <drill>',
    describe: 'List the runs in the pool of a drill',
    builder: (yargs) => yargs.positional('drill', drillArgument).option('json', jsonOption),
    async handler({ drill, json }) {
      const pool = await requirePool(drill);
      context.out(json ? listPool(pool) : describePool(pool));
    },
  };
}

function showCommand(context: CommandContext): CommandModule<object, PoolArguments & { run: string }> {
  return {
    command: 'show <drill> <run>',
    describe: 'Print the result of one run of the pool',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .positional('run', { describe: 'Id of the run', type: 'string', demandOption: true })
        .option('json', jsonOption),
    async handler({ drill, run, json }) {
      const pool = await requirePool(drill);
      const found = pool.runs.find((one) => one.run.id === run);
      if (found === undefined) throw unknownRun(drill, run, pool);
      context.out(json ? `${JSON.stringify(found)}\n` : `${JSON.stringify(found, null, 2)}\n`);
    },
  };
}

function removeCommand(context: CommandContext): CommandModule<object, PoolArguments & { runs: string[] }> {
  return {
    command: 'remove <drill> <runs..>',
    describe: 'Remove runs from the pool of a drill, by their ids',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .positional('runs', { describe: 'Ids of runs', type: 'string', array: true, demandOption: true })
        .option('json', jsonOption),
    async handler({ drill, runs, json }) {
      const pool = await requirePool(drill);
      for (const run of runs) if (!pool.runs.some((one) => one.run.id === run)) throw unknownRun(drill, run, pool);
      const left = { ...pool, runs: pool.runs.filter((one) => !runs.includes(one.run.id)) };
      await writePool(locatePool(drill), left);
      context.out(json ? listPool(left) : `${locatePool(drill)} holds ${left.runs.length} runs now.\n`);
    },
  };
}

function unknownRun(drill: string, run: string, pool: BaselinePool): Failure {
  return new Failure('baseline-unknown-run', `The baseline of ${drill} has no run '${run}'.`, {
    hint: `It has: ${pool.runs.map((one) => one.run.id).join(', ') || 'none'}.`,
    exitCode: exitCodes.usage,
  });
}
