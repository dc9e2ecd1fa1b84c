import type { CommandModule } from 'yargs';
import { writeStarterDrill } from '../drill/write-starter.ts';
import type { CommandContext } from './context.ts';

export function initCommand(
  context: CommandContext,
): CommandModule<object, { file: string; name: string | undefined }> {
  return {
    command: 'init [file]',
    describe: 'Write a commented drill to start from',
    builder: (yargs) =>
      yargs
        .positional('file', {
          describe: 'File to write',
          type: 'string',
          default: 'drills/my-drill.ts',
          normalize: true,
        })
        .option('name', { describe: 'Name of the drill (default: of the file)', type: 'string' })
        .example('$0 init drills/checkout-service.ts', 'Then: s3drill run drills/checkout-service.ts'),
    async handler({ file, name }) {
      await writeStarterDrill(file, name);
      context.out(`${file} is ready. Run it with: s3drill run ${file}\n`);
    },
  };
}
