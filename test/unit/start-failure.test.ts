import { describe, expect, it } from 'vitest';
import { BadConfig } from '../../src/config.ts';
import { EmulatorStoreUnusable } from '../../src/emulation/store/store.ts';
import { StoreUnusable } from '../../src/ledger/contract/errors.ts';
import { BadSetting } from '../../src/providers/provider.ts';
import { startFailure } from '../../src/start-failure.ts';
import { PortUnavailable } from '../../src/wire/port.ts';

/** What Node throws for a call of the system that failed. */
function systemError(code: string, syscall: string, path?: string): Error {
  return Object.assign(new Error(`${code}: ${syscall}`), { code, syscall, ...(path !== undefined && { path }) });
}

describe('a start that failed', () => {
  it('for a port names the port and its variable', () => {
    const inUse = Object.assign(systemError('EADDRINUSE', 'listen'), { port: 4100 });
    expect(startFailure(new PortUnavailable(4100, 'EMULATOR_PORT', inUse))).toMatch(
      /^Tapedeck cannot start\.\nPort 4100 is in use\. Set EMULATOR_PORT/,
    );
  });

  it.each(['open', 'mkdir'])('for a file that this user may not write names its path and DATA_DIR: %s', (syscall) => {
    const told = startFailure(systemError('EACCES', syscall, '/data/emulator-tencent.sqlite'));
    expect(told).toMatch(/\/data\/emulator-tencent\.sqlite cannot be written \(EACCES\)\.\nSet DATA_DIR/);
    expect(told).not.toContain('port');
  });

  it('for the key of the server names SERVER_KEY, too', () => {
    expect(startFailure(systemError('EROFS', 'open', '/data/server.key.7'))).toMatch(/server\.key\.7 .*SERVER_KEY/s);
  });

  it.each([BadConfig, BadSetting, EmulatorStoreUnusable, StoreUnusable])('is reported without a stack: %o', (Kind) => {
    expect(startFailure(new Kind('in plain words'))).toBe('Tapedeck cannot start.\nin plain words');
  });

  it('is printed with its stack if it is an internal error', () => {
    expect(startFailure(new TypeError('no function'))).toMatch(/TypeError: no function\n\s+at /);
  });

  it('is an internal error if a file of the program is missing', () => {
    expect(startFailure(systemError('ENOENT', 'open', '/web/graphiql.html'))).toMatch(/^\s+at /m);
  });
});
