import { pino, type DestinationStream, type Logger } from 'pino';

/** What code logs to. Takes fields and a message; never a secret, an address, or a body. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Creates the log: JSON lines. Of an error, the log contains the type and the stack frames, never the message. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError, error: describeError },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Whether a value is a code as of Node and Fastify, which never contains input. */
function isPlain(code: unknown): boolean {
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(code);
}

/** Stack frames of an error. The message at the start of a stack may quote input, over several lines. */
function framesOf({ message, stack = '' }: Error): string[] {
  const below = stack.slice(stack.indexOf(message) + message.length);
  return below.split('\n').flatMap((line) => /^ {4}at (.+)$/.exec(line)?.slice(1) ?? []);
}

function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  return { type: error.constructor.name, ...(isPlain(code) && { code }), frames: framesOf(error) };
}
