import type { CommandModule } from 'yargs';
import { compileScript } from '../compile/compile-script.ts';
import { loadDrill } from '../drill/load-drill.ts';
import { writeWhole } from '../store/write-file.ts';
import { requireOneVariant } from './choose-variants.ts';
import type { CommandContext } from './context.ts';
import { drillArgument, seedOption, variantOption } from './options.ts';

interface CompileArguments {
  drill: string;
  variant: string | undefined;
  output: string | undefined;
  seed: number | undefined;
}

export function compileCommand(context: CommandContext): CommandModule<object, CompileArguments> {
  return {
    command: 'compile <drill>',
    describe: 'Compile a drill to a k6 script that runs without s3drill',
    builder: (yargs) =>
      yargs
        .positional('drill', drillArgument)
        .option('variant', variantOption)
        .option('output', {
          alias: 'o',
          describe: 'File to write (default: standard output)',
          type: 'string',
          normalize: true,
        })
        .option('seed', seedOption)
        .example('$0 compile drill.ts -o script.js', 'Then: k6 run -e S3DRILL_REGIONS="$(cat regions.json)" script.js')
        .example(
          '$0 compile drills/retry-storm.ts --variant noJitter -o script.js',
          'One variant of a drill that has several',
        ),
    async handler({ drill, variant, output, seed }) {
      const plan = requireOneVariant(await loadDrill(drill, { seed }), variant);
      const script = await compileScript(plan, context.version);
      if (output === undefined) {
        context.out(script);
        return;
      }
      await writeWhole(output, script);
      context.err(`${output}: ${Math.ceil(script.length / 1024)} KiB\n`);
    },
  };
}
