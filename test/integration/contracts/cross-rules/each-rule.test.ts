import { describe, expect, it } from 'vitest';
import { RecordingErrorCode } from '../../../../src/errors.ts';
import { type Input } from '../contract-walk.ts';
import { api, smallest, ROOM, TIW, RONG, rongcloud, RULES, watermark } from './rules.ts';

describe('a rule over several fields', () => {
  it.each(RULES.map((rule) => [`${rule.mutation}: ${rule.rule}`, rule] as const))(
    'refuses and takes: %s',
    async (_, { mutation, refused, faults, taken }) => {
      const site = 'region' in refused ? 'intl' : undefined;
      const no = await api.call(mutation, { ...smallest(mutation), ...refused }, site);
      expect(no).toMatchObject({ sent: undefined, refusals: [] });
      expect(no.errors).toEqual(
        Object.entries(faults).map(([path, words]) => ({
          code: RecordingErrorCode.INVALID_INPUT,
          path: ['input', ...path.split('.')],
          message: expect.stringMatching(words) as string,
          retryable: false,
        })),
      );
      const yes = await api.call(mutation, { ...smallest(mutation), ...taken });
      expect(yes).toMatchObject({ errors: [], refusals: [] });
      expect(yes.calls).toHaveLength(1);
    },
  );

  it.each<[string, string, Input, string]>([
    [
      'mixLayoutList',
      ROOM,
      { mixLayoutParams: { mixLayoutMode: 'CUSTOM', mixLayoutList: null } },
      'mixLayoutParams.mixLayoutList',
    ],
    [
      'waterMarkImage',
      ROOM,
      watermark({ waterMarkImage: null }),
      'mixLayoutParams.waterMarkList.0.waterMarkImage',
    ],
    ['modelId', TIW, { extras: ['MIX_STREAM'], mixStream: { enabled: true, modelId: null } }, 'mixStream.modelId'],
    ['input', RONG, rongcloud({ mixLayout: 'CUSTOM', input: null }), 'config.input'],
    ['mcuConfig', RONG, rongcloud({ recordType: 'MCU', mcuConfig: null }), 'config.mcuConfig'],
  ])('says once that %s is required where it is null (%s)', async (_, mutation, given, path) => {
    const { errors } = await api.call(mutation, { ...smallest(mutation), ...given });
    expect(errors.map((error) => `${error.path!.join('.')}: ${error.message}`)).toEqual([
      expect.stringMatching(new RegExp(`^input\\.${path}: \\w+ is required when `)),
    ]);
  });
});
