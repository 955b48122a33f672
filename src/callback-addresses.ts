import 'reflect-metadata';
import { CallbackAddresses } from './callbacks/addresses.ts';
import { readConfig, type Config } from './config.ts';
import { existingServerKey } from './server-key.ts';
import { createLog } from './log.ts';
import { createProviders, eachProvider } from './providers/index.ts';
import { startFailure } from './start-failure.ts';
import { createTransport } from './wire/transport.ts';

// `npm run callbacks` prints the callback addresses for the vendors. The addresses are secret, so the server never
// prints them.

const config = settings();
const serverKey = existingServerKey(config.serverKeySetting, config.dataDir);
if (!serverKey) {
  console.error(
    `The addresses are derived from the server key, and ${config.dataDir} has none yet. Start the server once, or set SERVER_KEY or DATA_DIR as for the server.`,
  );
  process.exit(1);
}
const transport = createTransport({ connectTimeoutMs: config.connectTimeoutMs, callTimeoutMs: config.callTimeoutMs });
const providers = await createProviders(
  {
    transport,
    now: Date.now,
    emulate: false,
    log: createLog('silent'),
    callsPerSecond: config.callsPerSecond,
    inlineStorageCredentials: config.inlineStorageCredentials,
  },
  config.vendorEnv,
);
const sources = eachProvider(providers).flatMap(({ callbacks }) => callbacks);
const origin = config.publicUrl ?? `http://${config.host}:${config.port}`;
const addresses = new CallbackAddresses(sources, serverKey).at(origin);

for (const { path, title, closed, isBodySigned } of sources) {
  console.log(`${title}\n  ${addresses.get(path)}`);
  if (closed !== undefined) console.log(`  Closed: ${closed}`);
  else if (!isBodySigned)
    console.log('  The vendor does not sign the body: the address itself is a secret. Use https.');
  console.log('');
}
if (config.publicUrl === undefined) console.log('Set PUBLIC_ORIGIN to where the vendors reach this server.');

await Promise.all(eachProvider(providers).map((provider) => provider.close()));
transport.close();

function settings(): Config {
  try {
    return readConfig();
  } catch (error) {
    console.error(startFailure(error));
    process.exit(1);
  }
}
