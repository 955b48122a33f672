import { startTencentEmulator } from '../../../../src/providers/tencent/emulator/emulator.ts';
import { Secret } from '../../../../src/wire/secret.ts';
import { providerSuite } from '../../../shared/provider-suite.ts';

const storageParams = { cloudVod: { tencentVod: {} } };

providerSuite({
  name: 'Tencent',
  endpoint: 'TENCENT_ENDPOINT',
  emulate: async () => {
    const keys = { secretId: 'AKIDsuite', secretKey: 'key-of-the-suite' };
    const emulator = await startTencentEmulator({
      credentials: [{ secretId: keys.secretId, secretKey: new Secret(keys.secretKey) }],
    });
    return {
      settings: {
        TENCENT_ENDPOINT: emulator.origin,
        TENCENT_SECRET_ID: keys.secretId,
        TENCENT_SECRET_KEY: keys.secretKey,
      },
      otherKeys: { TENCENT_SECRET_KEY: 'another-key' },
      close: () => emulator.close(),
    };
  },
  starts: [
    {
      mutation: 'tiwStartOnlineRecord',
      id: 'taskId',
      input: (number) => ({
        sdkAppId: 1400000001,
        roomId: 4294967295,
        recordUserId: `tic_record_user_4294967295_${number}`,
        recordUserSig: 'usersig',
      }),
      twice: 'VENDOR_IN_USE',
    },
    {
      mutation: 'gmeStartRecord',
      id: 'taskId',
      input: (number) => ({ bizId: 3400352518, roomId: `room-${number}`, recordMode: 'SINGLE' }),
      twice: 'VENDOR_IN_USE',
    },
    {
      mutation: 'trtcStartWebRecord',
      id: 'taskId',
      input: (number) => ({
        sdkAppId: 1400000001,
        recordUrl: 'https://class.example/',
        recordId: `lesson-${number}`,
        storageParams,
      }),
      twice: 'VENDOR_IN_USE',
    },
    {
      mutation: 'trtcCreateCloudRecording',
      id: 'taskId',
      input: (number) => ({
        sdkAppId: 1400000001,
        roomId: '3560',
        userId: `recorder-${number}`,
        userSig: 'usersig',
        recordParams: { recordMode: 'MIXED', streamType: 'AUDIO_AND_VIDEO' },
        storageParams,
      }),
      twice: null, // the vendor takes it, and breaks the first off
    },
  ],
});
