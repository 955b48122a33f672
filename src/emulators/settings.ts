import { z } from 'zod';
import { checkedSettings, readConfig, type Environment } from '../config.ts';
import { readAccount } from '../providers/tencent/api/account.ts';
import { readApp } from '../providers/rongcloud/api/app.ts';
import { withDefaults } from './generated-keys.ts';

const SETTINGS = z.object({
  EMULATOR_DATA_DIR: z.string().optional(),
  EMULATOR_CALLS_PER_SECOND: z.coerce.number().int().min(0).max(100_000).optional(),
  EMULATOR_APPLICATIONS: z
    .string()
    .regex(/^\d{1,10}(?:\s*,\s*\d{1,10})*$/, 'must be a list of application ids, with commas')
    .transform((list) => list.split(',').map((id) => id.trim()))
    .default([]),
  EMULATOR_ALIVE: z.stringbool().optional(),
  EMULATOR_ALLOW_PRIVATE_CALLBACKS: z.stringbool().optional(),
  EMULATOR_TRIGGER: z.enum(['manual', 'automatic']).optional(),
  EMULATOR_STRICT_SESSIONS: z.stringbool().optional(),
  EMULATOR_STRICT_SIGNATURES: z.stringbool().optional(),
});

export type EmulatorSettings = Readonly<ReturnType<typeof readEmulatorSettings>>;

/** Reads all options. `makeUp` generates missing keys. Throws `BadConfig` or `BadSetting`, without values. */
export function readEmulatorSettings(given: Environment, makeUp: (digits: number) => string) {
  const own = checkedSettings(SETTINGS, given);
  const environment = withDefaults(given, own.EMULATOR_APPLICATIONS, makeUp);
  const { emulatorPort, logLevel, vendorEnv } = readConfig(environment);
  const account = readAccount(vendorEnv('TENCENT'));
  const app = readApp(vendorEnv('RONGCLOUD'));
  return {
    emulatorPort,
    logLevel,
    account,
    credentials: account.credentials!,
    app: app.keys!,
    dataDir: own.EMULATOR_DATA_DIR,
    callsPerSecond: own.EMULATOR_CALLS_PER_SECOND,
    alive: own.EMULATOR_ALIVE,
    allowPrivateCallbacks: own.EMULATOR_ALLOW_PRIVATE_CALLBACKS,
    trigger: own.EMULATOR_TRIGGER,
    strictSessions: own.EMULATOR_STRICT_SESSIONS,
    strictSignatures: own.EMULATOR_STRICT_SIGNATURES,
    /** Settings of a server that calls these emulators, by variable, without the addresses. */
    forServer: environment,
  };
}
