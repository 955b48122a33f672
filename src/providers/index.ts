import type { Product, Provider, ProviderSetup, Vendor, VendorEnv } from './provider.ts';
import { RONGCLOUD } from './rongcloud/index.ts';
import { TENCENT } from './tencent/index.ts';

/** Vendors by name. The prefix of a vendor's settings is its name in capitals. */
export type Vendors = Readonly<Record<string, Vendor>>;

/** The registry of vendors. Their resolvers are registered in resolvers/index.ts; no other file lists vendors. */
export const VENDORS = { tencent: TENCENT, rongcloud: RONGCLOUD } satisfies Vendors;

/** The recorders of all vendors. */
export const PRODUCTS: readonly Product[] = Object.values(VENDORS).flatMap(({ products }) => products);

/** The parts of each vendor of a registry. */
export type ProvidersOf<Registry extends Vendors> = {
  readonly [Name in keyof Registry]: Awaited<ReturnType<Registry[Name]['create']>>;
};

export type Providers = ProvidersOf<typeof VENDORS>;

/** Creates the vendors, each with the settings of its own prefix. */
export function createProviders(
  setup: Omit<ProviderSetup, 'env'>,
  envOf: (prefix: string) => VendorEnv,
): Promise<Providers> {
  return createProvidersOf(VENDORS, setup, envOf);
}

/** Sets the vendors of a registry up. Emulators listen on consecutive ports. */
export async function createProvidersOf<Registry extends Vendors>(
  vendors: Registry,
  setup: Omit<ProviderSetup, 'env'>,
  envOf: (prefix: string) => VendorEnv,
): Promise<ProvidersOf<Registry>> {
  const starting = Object.entries(vendors).map(async ([name, vendor], index) => {
    const emulatorPort = setup.emulatorPort && setup.emulatorPort + index;
    return [name, await vendor.create({ ...setup, env: envOf(name.toUpperCase()), emulatorPort })] as const;
  });
  try {
    return Object.fromEntries(await Promise.all(starting)) as ProvidersOf<Registry>;
  } catch (error) {
    // If one vendor fails, the emulators of the other vendors are closed.
    const others = await Promise.allSettled(starting);
    for (const other of others) if (other.status === 'fulfilled') await other.value[1].close();
    throw error;
  }
}

/** The providers as a list. */
export function eachProvider(providers: Readonly<Record<string, Provider>>): Provider[] {
  return Object.values(providers);
}
