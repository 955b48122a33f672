import { pino } from 'pino';
import type { Log } from '../../src/log.ts';

export type WriteLine = (fields: Record<string, unknown>, message: string, level: string) => void;

/** A log that calls `write` with each line instead of writing it. */
export function fakeLog(write: WriteLine): Log {
  const logMethod = ([fields, message]: [unknown, ...unknown[]], _: unknown, level: number): void => {
    write(fields as Record<string, unknown>, String(message), pino.levels.labels[level]!);
  };
  return pino({ level: 'debug', hooks: { logMethod } });
}
