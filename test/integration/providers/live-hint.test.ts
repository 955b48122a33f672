import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { createProviders, eachProvider } from '../../../src/providers/index.ts';
import { fakeVendor, KEYS } from '../../shared/fake-vendor.ts';

/** The hints of both vendors with keys and these settings. */
async function hints(settings: Record<string, string>): Promise<Record<string, string>> {
  const providers = await createProviders(
    {
      transport: fakeVendor().transport,
      now: Date.now,
      emulate: false,
      log: createLog('silent'),
      callsPerSecond: 0,
      inlineStorageCredentials: true,
    },
    readConfig({ ...KEYS, ...settings }).vendorEnv,
  );
  const all = eachProvider(providers);
  onTestFinished(async () => {
    await Promise.all(all.map((provider) => provider.close()));
  });
  return Object.fromEntries(all.map(({ status }) => [status.name, status.hint]));
}

describe('where calls with keys go', () => {
  it.each([
    {},
    { TENCENT_SITE: 'china', RONGCLOUD_DATA_CENTER: 'SG' },
    {
      TENCENT_ENDPOINT: 'https://{service}.ap-singapore.tencentcloudapi.com',
      RONGCLOUD_ENDPOINT: 'https://api.rong-api.com',
    },
  ])('to the vendors, who bill them: %j', async (settings) => {
    expect(await hints(settings)).toEqual({
      tencent: 'Calls go to Tencent Cloud and are billed there.',
      rongcloud: 'Calls go to RongCloud and are billed there.',
    });
  });

  it.each(['http://127.0.0.1:4100', 'http://localhost:4100', 'http://[::1]:4100', 'https://vendor.localhost'])(
    'to an endpoint on this machine: %s',
    async (endpoint) => {
      expect(await hints({ TENCENT_ENDPOINT: endpoint, RONGCLOUD_ENDPOINT: `${endpoint},${endpoint}` })).toEqual({
        tencent: 'Calls go to an endpoint on this machine, which TENCENT_ENDPOINT names.',
        rongcloud: 'Calls go to an endpoint on this machine, which RONGCLOUD_ENDPOINT names.',
      });
    },
  );

  it.each(['https://proxy.example', 'https://tencentcloudapi.com.example', 'https://api.rong-api.com.example'])(
    'to another endpoint: %s',
    async (endpoint) => {
      expect(await hints({ TENCENT_ENDPOINT: endpoint, RONGCLOUD_ENDPOINT: endpoint })).toEqual({
        tencent: 'Calls go to another endpoint, which TENCENT_ENDPOINT names.',
        rongcloud: 'Calls go to another endpoint, which RONGCLOUD_ENDPOINT names.',
      });
    },
  );

  it('to the vendor and, when it fails, to another endpoint', async () => {
    const { rongcloud } = await hints({ RONGCLOUD_ENDPOINT: 'https://api.rong-api.com,https://backup.example' });
    expect(rongcloud).toBe(
      'Calls go to RongCloud and are billed there. Some go to another endpoint, which RONGCLOUD_ENDPOINT names.',
    );
  });
});
