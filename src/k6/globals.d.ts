/* What k6 puts into the global scope beyond ECMAScript and has no types of its own. Timers are numbers and keep an iteration open. */
declare function setTimeout(callback: () => void, ms: number): number;
declare function clearTimeout(timer: number | undefined): void;
declare function setInterval(callback: () => void, ms: number): number;
declare function clearInterval(timer: number | undefined): void;
declare const console: Record<'log' | 'info' | 'warn' | 'error', (text: string) => void>;
