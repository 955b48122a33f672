import { RecordingErrorCode, type VendorVerdict } from '../../../errors.ts';

const { VENDOR_INVALID_PARAMETER, VENDOR_NOT_AUTHORIZED, VENDOR_NOT_SUPPORTED, VENDOR_SERVICE_NOT_ENABLED } =
  RecordingErrorCode;
const { VENDOR_REJECTED, VENDOR_THROTTLED, VENDOR_UNAVAILABLE } = RecordingErrorCode;

/** Meaning of each documented code. A test compares this table with contracts/. */
const VERDICTS: Readonly<Record<string, VendorVerdict>> = {
  1000: { code: VENDOR_UNAVAILABLE, message: 'Fault inside the service.', retryable: true },
  1001: { code: VENDOR_NOT_AUTHORIZED, message: 'App key and app secret do not belong together.', retryable: false },
  1002: {
    code: VENDOR_INVALID_PARAMETER,
    message: 'A parameter is wrong or missing, or the session is not in a state for this call.',
    retryable: false,
  },
  1003: { code: VENDOR_INVALID_PARAMETER, message: 'The request had no body.', retryable: false },
  1004: { code: VENDOR_NOT_AUTHORIZED, message: 'The signature does not match.', retryable: false },
  1005: { code: VENDOR_INVALID_PARAMETER, message: 'A value is too long.', retryable: false },
  1006: { code: VENDOR_NOT_AUTHORIZED, message: 'The application is locked or deleted.', retryable: false },
  1007: {
    code: VENDOR_NOT_AUTHORIZED,
    message: 'This call is not permitted for the application. Is the trigger of cloud recording set to manual?',
    retryable: false,
  },
  1008: { code: VENDOR_THROTTLED, message: 'Called too often.', retryable: true, retryAfterMs: 1000 },
  1009: {
    code: VENDOR_SERVICE_NOT_ENABLED,
    message: 'The service is not enabled for the application. Is cloud recording on?',
    retryable: false,
  },
  1017: {
    code: VENDOR_NOT_SUPPORTED,
    message: 'The client SDK in use is too old for server-side RTC calls.',
    retryable: false,
  },
  1018: {
    code: VENDOR_SERVICE_NOT_ENABLED,
    message: 'The RTC service is not enabled for the application.',
    retryable: false,
  },
  1050: { code: VENDOR_UNAVAILABLE, message: 'An internal service did not answer in time.', retryable: true },
  1501: { code: VENDOR_INVALID_PARAMETER, message: 'A parameter has the wrong type.', retryable: false },
  1502: { code: VENDOR_INVALID_PARAMETER, message: 'A count is over its limit.', retryable: false },
  1508: {
    code: VENDOR_INVALID_PARAMETER,
    message: 'The request body is too large (limit about 100 KB).',
    retryable: false,
  },
};

const UNKNOWN: VendorVerdict = { code: VENDOR_REJECTED, message: 'The vendor refused the call.', retryable: false };

/** Returns the meaning of a RongCloud error code. */
export function rongcloudVerdict(vendorCode: string): VendorVerdict {
  return VERDICTS[vendorCode] ?? UNKNOWN;
}
