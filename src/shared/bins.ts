/** Width of a counting bin of telemetry, by scheduled time. */
export const countBinMs = 100;
/** Width of a latency bin. */
export const latencyBinMs = 1000;
