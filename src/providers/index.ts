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
  const [tencent, rongcloud] = await Promise.all([
    createTencent({ ...setup, env: envOf('TENCENT') }),
    createRongcloud({ ...setup, env: envOf('RONGCLOUD') }),
  ]);
  return { tencent, rongcloud };
}

/** The same, as a list. */
export function eachProvider(providers: Providers): Provider[] {
  return Object.values(providers) as Provider[];
}
