import { pino, type DestinationStream, type Logger } from 'pino';

/** The log: JSON lines. Of an error only what it is and where it came from; never what it carries. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack, code } = error as Error & { code?: unknown };
  return { type: name, message, ...(typeof code === 'string' && { code }), stack };
}
