import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { RegionAccess } from '../../shared/contracts/regions.ts';
import { exitCodes, Failure } from '../../shared/failure.ts';
import type { MessageFromRegion, MessageToRegion, ReplicateToMessage, StartMessage } from './messages.ts';

/** How long a region may take to start or to acknowledge. */
const answerLimitMs = 10_000;
/** How long a region may take to go by itself before it is killed. */
const exitLimitMs = 2000;
const keptComplaintCharacters = 4096;

/** One region's process, as the runner sees it. */
export interface RegionWorker {
  readonly access: RegionAccess;
  /** Resolves when the region has acknowledged. */
  replicateTo(targets: ReplicateToMessage['targets']): Promise<void>;
  /** Resolves when the process has gone, and its ports with it. */
  stop(): Promise<void>;
}

/**
 * Starts the process of one region.
 * @param onExit called when the process ends without having been stopped, with the reason in words
 * @throws Failure with the code that the region gave (`port-busy`), or `region-failed`
 */
export async function startRegionWorker(
  start: Omit<StartMessage, 'type'>,
  onExit: (reason: string) => void,
): Promise<RegionWorker> {
  const child = forkRegionProcess();
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-keptComplaintCharacters);
    process.stderr.write(text);
  });
  let expected = true;
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => {
      const reason = describeExit(code, signal, complaint);
      resolve(reason);
      if (!expected) onExit(reason);
    });
  });

  async function ask<T extends MessageFromRegion['type']>(message: MessageToRegion, awaited: T) {
    const answer = receive(child, awaited, exited, start.region);
    // A send that fails shows as the exit that caused it.
    child.send(message, () => {});
    return answer;
  }

  async function stop(): Promise<void> {
    expected = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), exitLimitMs);
    await exited;
    clearTimeout(timer);
  }

  try {
    const { access } = await ask({ type: 'start', ...start }, 'ready');
    expected = false;
    return {
      access,
      stop,
      replicateTo: async (targets) => {
        await ask({ type: 'replicateTo', targets }, 'replicating');
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function forkRegionProcess(): ChildProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = new URL(isSource ? './region-process.ts' : './region-process.js', import.meta.url);
  return fork(fileURLToPath(entry), [], {
    // Node 20 runs no TypeScript by itself.
    execArgv: isSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
}

/** Waits for one message; rejects when the region says that it failed, ends, or is silent for too long. */
function receive<T extends MessageFromRegion['type']>(
  child: ChildProcess,
  awaited: T,
  exited: Promise<string>,
  region: string,
): Promise<Extract<MessageFromRegion, { type: T }>> {
  return new Promise((resolve, reject) => {
    function giveUp(problem: string): void {
      stopListening();
      reject(new Failure('region-failed', `Region ${region} ${problem}`, { exitCode: exitCodes.invalid }));
    }
    function take(message: MessageFromRegion): void {
      if (message.type === 'failed') {
        const { code, hint, exitCode } = message;
        reject(new Failure(code, message.message, { ...(hint !== null && { hint }), exitCode }));
      } else if (message.type === awaited) {
        resolve(message as Extract<MessageFromRegion, { type: T }>);
      } else return;
      stopListening();
    }
    function stopListening(): void {
      clearTimeout(timer);
      child.off('message', take);
    }
    const timer = setTimeout(() => giveUp(`gave no answer within ${answerLimitMs / 1000} s`), answerLimitMs);
    void exited.then((reason) => giveUp(`ended: ${reason}`));
    child.on('message', take);
  });
}

function describeExit(code: number | null, signal: NodeJS.Signals | null, complaint: string): string {
  const ending = signal === null ? `it exited with code ${code}` : `it was killed by ${signal}`;
  const error = complaint.split('\n').find((line) => /^\w*(Error|Failure)\b/.test(line));
  return error === undefined ? ending : `${ending} (${error})`;
}
