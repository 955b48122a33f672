import { BadConfig } from '../config.ts';
import { EmulatorStoreUnusable } from '../emulation/store/store.ts';
import { BadSetting } from '../providers/provider.ts';
import { PortUnavailable } from '../wire/port.ts';
import { withFlags } from './flags.ts';

/** Returns the message of a failed start: with the remedy, or with the stack for an internal error. */
export function emulatorsFailure(error: unknown): string {
  return `The emulators cannot start.\n${withFlags(reasonOf(error))}`;
}

function reasonOf(error: unknown): string {
  if ([BadConfig, BadSetting, EmulatorStoreUnusable, PortUnavailable].some((kind) => error instanceof kind))
    return (error as Error).message;
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (syscall !== undefined && path !== undefined) {
    return `${path} cannot be written (${code ?? 'unknown reason'}). Set EMULATOR_DATA_DIR to another folder.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
