const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Sends what waits before the process ends: when its work is done, and on SIGTERM and SIGINT. Where nobody else listens to a signal it still ends the
 * process afterwards; where somebody does, ending is theirs. Gives back how to stop listening.
 */
export function beforeExit(send: () => Promise<void>, onExit: () => void): () => void {
  const idle = (): void => void send();
  const handlers = SIGNALS.map((signal) => {
    const handle = (): void => {
      process.off(signal, handle);
      void send().finally(() => {
        if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
      });
    };
    process.on(signal, handle);
    return () => process.off(signal, handle);
  });
  // Once: with a server that does not answer, waiting for it would make the process wait for ever.
  process.once('beforeExit', idle);
  process.on('exit', onExit);
  return () => {
    process.off('beforeExit', idle);
    process.off('exit', onExit);
    for (const stop of handlers) stop();
  };
}
