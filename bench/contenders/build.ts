import type * as ConfigModule from '../../src/config.ts';
import type * as ProvidersModule from '../../src/providers/index.ts';
import type * as TransportModule from '../../src/wire/transport.ts';

/** Loads a module of the build by the path of its source. `Module`: type of the source. */
export async function built<Module>(source: string): Promise<Module> {
  const url = new URL(`../../dist/${source.replace(/\.ts$/, '.js')}`, import.meta.url);
  return (await import(url.href)) as Module;
}

/** The settings of the server, and its transport to the vendors. */
export async function outbound(): Promise<{
  config: ConfigModule.Config;
  transport: TransportModule.Transport;
}> {
  const { readConfig } = await built<typeof ConfigModule>('src/config.ts');
  const { createTransport } = await built<typeof TransportModule>('src/wire/transport.ts');
  const config = readConfig();
  return { config, transport: createTransport(config) };
}

/** The clients of the vendors, for a contender that builds its own server. */
export async function clients(): Promise<ProvidersModule.Providers> {
  const { createProviders } = await built<typeof ProvidersModule>('src/providers/index.ts');
  const { config, transport } = await outbound();
  const log = { debug: () => {}, info: () => {} };
  return createProviders(
    { transport, now: Date.now, emulate: false, inlineStorageCredentials: true, callsPerSecond: 0, log },
    config.vendorEnv,
  );
}
