import { startGateway } from '../../faults/gateway.ts';
import { createRegion, type EmbeddedRegion } from '../../region/create-region.ts';
import { exitCodes, Failure } from '../../shared/failure.ts';
import type { MessageFromRegion, MessageToRegion, StartMessage } from './messages.ts';

/**
 * The entry of one region's process: gateway and embedded region together, so that no hop lies between them and a busy
 * region distorts nobody else's clock. It lives as long as its runner: when that is killed, the IPC channel closes, and
 * the region goes at once and frees its ports.
 */
let region: EmbeddedRegion | undefined;

process.on('disconnect', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
// A terminal sends SIGINT to the whole group; when the regions go is for the runner to say.
process.on('SIGINT', () => {});
process.on('message', (message: MessageToRegion) => {
  switch (message.type) {
    case 'start':
      start(message).catch(reportFailure);
      break;
    case 'replicateTo':
      region?.setReplicas(message.targets);
      tell({ type: 'replicating' });
      break;
  }
});
// The runner may have gone before anybody listened for it.
if (!process.connected) process.exit(1);

async function start(options: StartMessage): Promise<void> {
  const { region: name, bucket, accessKeyId, secretAccessKey, controlToken, maxBytes, replicationSeed } = options;
  region = createRegion({ name, bucket, accessKeyId, secretAccessKey, maxBytes, replicationSeed });
  const { endpoint, controlUrl } = await startGateway({
    region: name,
    upstream: region,
    host: '127.0.0.1',
    port: options.port,
    controlPort: 0,
    controlToken,
  });
  const access = { name, endpoint, bucket, accessKeyId, secretAccessKey, controlUrl, controlToken };
  tell({ type: 'ready', access });
}

function reportFailure(error: unknown): void {
  const { code, message, hint, exitCode } =
    error instanceof Failure ? error : new Failure('region-failed', String(error), { exitCode: exitCodes.invalid });
  tell({ type: 'failed', code, message, hint: hint ?? null, exitCode });
}

function tell(message: MessageFromRegion): void {
  process.send?.(message);
}
