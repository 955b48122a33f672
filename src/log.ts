import { pino, type DestinationStream, type Logger } from 'pino';

/** The log. Fields and messages must not contain secrets, addresses or bodies. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Creates a log of JSON lines. It writes the type, the code and the stack frames of an error, never its message or values. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Returns whether a code has the form of error codes of Node.js and Fastify. Such codes contain no values. */
function isPlain(code: unknown): boolean {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code);
}

/** Returns the stack frames without the message before them, which may quote input on several lines. */
function framesOf({ message, stack = '' }: Error): string[] {
  const below = stack.slice(stack.indexOf(message) + message.length);
  return below.split('\n').flatMap((line) => /^ {4}at (.+)$/.exec(line)?.slice(1) ?? []);
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return { type: error.constructor.name, ...(isPlain(code) && { code }), frames: framesOf(error) };
}
