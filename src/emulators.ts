import { randomBytes } from 'node:crypto';
import { CommanderError } from 'commander';
import { givenSettings } from './config.ts';
import { envLines } from './emulators/env-lines.ts';
import { emulatorsFailure } from './emulators/failure.ts';
import { readFlags } from './emulators/flags.ts';
import { readEmulatorSettings } from './emulators/settings.ts';
import { startEmulators } from './emulators/start.ts';
import { createLog } from './log.ts';

// `npm run emulators`: the emulators without a server, for users' own tests. Missing keys are generated at every start
// and printed: the keys protect nothing.

try {
  await run();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode); // commander has printed the message
  console.error(emulatorsFailure(error));
  process.exit(1);
}

async function run(): Promise<void> {
  const [program, ...rest] = process.argv.slice(2);
  // `npm run` passes the program's name.
  const args = program === undefined || program === 'emulators' ? rest : [program, ...rest];
  const environment = givenSettings();
  const given = { ...environment, ...givenSettings(readFlags(args)) };
  const settings = readEmulatorSettings(given, (digits) => randomBytes(digits / 2).toString('hex'));
  const emulators = await startEmulators(settings, createLog(settings.logLevel));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void emulators.close().then(() => process.exit(0)));
  }
  const { tencentOrigin, rongcloudOrigin } = emulators;
  const lines = envLines(
    { ...settings.forServer, TENCENT_ENDPOINT: tencentOrigin, RONGCLOUD_ENDPOINT: rongcloudOrigin },
    environment,
  );
  console.log(`The emulators run on this machine. Nothing is recorded.

Control the clock, rooms, faults and callbacks:
  Tencent Cloud  ${tencentOrigin}/__control
  RongCloud      ${rongcloudOrigin}/__control
${settings.dataDir === undefined ? 'The store is in memory: recordings end with the emulators.' : `The store is in ${settings.dataDir}.`}

${lines.length > 0 ? 'Settings of a server that calls the emulators, for its .env file:' : 'A server with this environment calls the emulators.'}
${lines.length > 0 ? `\n${lines.join('\n')}\n` : ''}`);
}
