import { expect, it } from 'vitest';
import { RecordingErrorCode } from '../../../src/errors.ts';
import { rongcloudVerdict } from '../../../src/providers/rongcloud/api/error-codes.ts';
import { tencentVerdict } from '../../../src/providers/tencent/api/error-codes.ts';
import gme from '../../../contracts/gme.json' with { type: 'json' };
import rongcloud from '../../../contracts/rongcloud.json' with { type: 'json' };
import tiw from '../../../contracts/tiw.json' with { type: 'json' };
import trtc from '../../../contracts/trtc.json' with { type: 'json' };

const UNKNOWN = 'The vendor refused the call.';

interface Contract {
  commonErrorCodes: object;
  actions: Record<string, { errorCodes: object }>;
}

const tencentCodes = [tiw, gme, trtc].flatMap(({ commonErrorCodes, actions }: Contract) => [
  ...Object.keys(commonErrorCodes),
  ...Object.values(actions).flatMap(({ errorCodes }) => Object.keys(errorCodes)),
]);

it.each([...new Set(tencentCodes)].sort())('knows what Tencent means by %s', (code) => {
  const verdict = tencentVerdict(code);
  expect(verdict.message).not.toBe(UNKNOWN);
  expect(verdict).not.toBe(tencentVerdict('Made.Up'));
});

const rongcloudCodes = [
  ...Object.keys(rongcloud.commonErrorCodes),
  ...Object.values(rongcloud.actions).flatMap(({ errorCodes }) => Object.keys(errorCodes)),
].filter((code) => code !== '200');

it.each([...new Set(rongcloudCodes)])('knows what RongCloud means by %s', (code) => {
  expect(rongcloudVerdict(code).message).not.toBe(UNKNOWN);
});

const C = RecordingErrorCode;

it.each([
  ['RequestLimitExceeded.UinLimitExceeded', C.VENDOR_THROTTLED, true],
  ['AuthFailure.SignatureFailure', C.VENDOR_NOT_AUTHORIZED, false],
  ['LimitExceeded.TaskConcurrency', C.VENDOR_QUOTA_EXCEEDED, true],
  ['FailedOperation.TaskExist', C.VENDOR_CONFLICT, false],
  ['ResourceNotFound.RoomNotFound', C.VENDOR_NOT_FOUND, false],
  ['ResourceInUse.TaskInUse', C.VENDOR_IN_USE, false],
  ['ResourceInUse.RecordUserId', C.VENDOR_IN_USE, false],
  ['InternalError.CRInternalError', C.VENDOR_UNAVAILABLE, true],
  ['ResourceInsufficient.RequestRejection', C.VENDOR_UNAVAILABLE, false], // the RecordId is burnt
  ['UnsupportedOperation.ServiceNotOpened', C.VENDOR_SERVICE_NOT_ENABLED, false],
])('reads %s as %s', (code, ours, retryable) => {
  expect(tencentVerdict(code)).toMatchObject({ code: ours, retryable });
});

it('reads an unknown detail as its kind', () => {
  expect(tencentVerdict('ResourceInUse.SomethingNew')).toBe(tencentVerdict('ResourceInUse'));
});

it.each([tencentVerdict, rongcloudVerdict])('reads an unknown code as a plain refusal', (verdict) => {
  expect(verdict('Brand.New')).toMatchObject({ code: C.VENDOR_REJECTED, message: UNKNOWN, retryable: false });
});

it.each(['RequestLimitExceeded', '1008'])('says how long to wait after %s', (code) => {
  expect((code === '1008' ? rongcloudVerdict : tencentVerdict)(code).retryAfterMs).toBe(1000);
});
