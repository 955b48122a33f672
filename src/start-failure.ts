import { BadConfig } from './config.ts';
import { EmulatorStoreUnusable } from './emulation/store/store.ts';
import { InvalidInput } from './errors.ts';
import { StoreUnusable } from './ledger/contract/errors.ts';
import { NodeTooOld } from './node-version.ts';
import { BadSetting } from './providers/provider.ts';
import { PortUnavailable } from './wire/port.ts';

/** Error codes of the system for files and folders that cannot be written. */
const NOT_WRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ENOSPC']);

/** Errors whose message is for the operator. */
const FOR_OPERATOR = [BadConfig, BadSetting, EmulatorStoreUnusable, PortUnavailable, StoreUnusable];

export function isForOperator(error: unknown): error is Error {
  return FOR_OPERATOR.some((kind) => error instanceof kind);
}

/** Describes why a program does not start: for the operator with advice, otherwise with the stack. */
export function startFailure(error: unknown): string {
  if (error instanceof NodeTooOld) return error.message;
  if (isForOperator(error)) return `Tapedeck cannot start.\n${error.message}`;
  if (error instanceof InvalidInput) {
    const lines = error.faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
    return `Tapedeck cannot start. TAPEDECK_CONFIG:\n${lines.join('\n')}`;
  }
  const { code = '', path } = error as NodeJS.ErrnoException;
  if (path !== undefined && NOT_WRITABLE.has(code)) {
    return `Tapedeck cannot start: ${path} cannot be written (${code}).\nSet DATA_DIR to a folder that this user may write to. If the folder would only contain the server key, set SERVER_KEY instead.`;
  }
  return `Tapedeck cannot start.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
}
