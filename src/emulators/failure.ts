import { isForOperator } from '../start-failure.ts';
import { withFlags } from './flags.ts';

/** Returns the message of a failed start: with the remedy, or with the stack for an internal error. */
export function emulatorsFailure(error: unknown): string {
  return `The emulators cannot start.\n${withFlags(reasonOf(error))}`;
}

function reasonOf(error: unknown): string {
  if (isForOperator(error)) return error.message;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (syscall !== undefined && path !== undefined) {
    return `${path} cannot be written (${code ?? 'unknown reason'}). Set EMULATOR_DATA_DIR to another folder.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
