import type { Provider, ProviderSetup, VendorEnv } from './provider.ts';
import { createRongcloud, type Rongcloud } from './rongcloud/index.ts';
import { createTencent, type Tencent } from './tencent/index.ts';

/** The vendors. Nothing else lists them. */
export interface Providers {
  readonly tencent: Tencent;
  readonly rongcloud: Rongcloud;
}

/** Sets every vendor up, each with the settings of its own prefix. */
export async function createProviders(
  setup: Omit<ProviderSetup, 'env'>,
  envOf: (prefix: string) => VendorEnv,
): Promise<Providers> {
  const starting = [
    createTencent({ ...setup, env: envOf('TENCENT') }),
    createRongcloud({ ...setup, env: envOf('RONGCLOUD') }),
  ] as const;
  try {
    const [tencent, rongcloud] = await Promise.all(starting);
    return { tencent, rongcloud };
  } catch (error) {
    // One cannot be set up; the emulators of the others must not stay behind.
    const others = await Promise.allSettled(starting);
    for (const other of others) if (other.status === 'fulfilled') await other.value.close();
    throw error;
  }
}

/** The same, as a list. */
export function eachProvider(providers: Providers): Provider[] {
  return Object.values(providers) as Provider[];
}
