/** Resolves after so long, without keeping the process alive for it. */
export function expire(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
