import type { ExitCode } from '../shared/failure.ts';

/** The process, as a command sees it: injected, so that nothing below touches the real one. */
export interface CommandContext {
  version: string;
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Aborted by SIGINT, SIGTERM or SIGHUP. */
  signal: AbortSignal;
  /** Results. */
  out(text: string): void;
  /** Progress and warnings. */
  err(text: string): void;
  /** Of standard error, where progress goes. */
  terminal: { interactive: boolean; color: boolean; columns: number };
  /** Whether results may be coloured. */
  outColor: boolean;
  /** Sets the exit code; 0 until said. */
  finish(code: ExitCode): void;
}
