import { startRongcloudEmulator } from '../../../../src/providers/rongcloud/emulator/emulator.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { providerSuite } from '../../../shared/provider-suite.ts';

providerSuite({
  name: 'RongCloud',
  endpoint: 'RONGCLOUD_ENDPOINT',
  emulate: async () => {
    const keys = { appKey: 'suiteapp', appSecret: 'secret-of-the-suite' };
    const emulator = await startRongcloudEmulator({
      apps: [{ appKey: keys.appKey, appSecret: new Secret(keys.appSecret) }],
    });
    return {
      settings: {
        RONGCLOUD_ENDPOINT: emulator.origin,
        RONGCLOUD_APP_KEY: keys.appKey,
        RONGCLOUD_APP_SECRET: keys.appSecret,
      },
      otherKeys: { RONGCLOUD_APP_SECRET: 'another-secret' },
      close: () => emulator.close(),
    };
  },
  starts: [
    {
      mutation: 'rongcloudStartRecord',
      id: 'recordId',
      input: (number) => ({
        roomId: `room-${number}`,
        sessionId: `session-${number}`,
        extra: '',
        config: { videoFormat: 'MP4', audioFormat: 'AAC', mixLayout: 'FLOATING', sliceMin: 30, renderMode: 'FIT' },
      }),
      twice: 'VENDOR_IN_USE', // RongCloud documents no code of its own for it; the ledger knows
    },
  ],
});
