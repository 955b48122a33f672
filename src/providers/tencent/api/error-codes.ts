import { RecordingErrorCode, type VendorVerdict } from '../../../errors.ts';

/** Documented codes of Tencent by this API's code. A test compares this table with contracts/. */
const MEANINGS: readonly (readonly [RecordingErrorCode, Readonly<Record<string, string>>])[] = [
  [
    RecordingErrorCode.VENDOR_INVALID_PARAMETER,
    {
      InvalidParameter: 'A parameter has a wrong format or type.',
      'InvalidParameter.BodyParameterTypeUnmatched': 'A parameter has the wrong JSON type.',
      'InvalidParameter.CallbackAddressFormatError': 'The callback address is not a valid http or https address.',
      'InvalidParameter.FileFormatUnsupported': 'Unknown document extension.',
      'InvalidParameter.InvalidExtra': 'Extras names a feature that does not exist.',
      'InvalidParameter.OutOfRange': 'A value is out of range.',
      'InvalidParameter.RecordParameter': 'A recording parameter is malformed.',
      'InvalidParameter.SdkAppId': 'The application id is wrong.',
      'InvalidParameter.TaskId': 'The task id is wrong.',
      'InvalidParameter.TranscodeParameter': 'A transcoding parameter is malformed.',
      'InvalidParameter.UrlFormatError': 'The document address is malformed.',
      InvalidParameterValue: 'A parameter has a value that is not accepted.',
      'InvalidParameterValue.InvalidBizId': 'The application id is wrong.',
      'InvalidParameterValue.InvalidRecordMode': 'The recording mode is not 1, 2 or 3.',
      'InvalidParameterValue.InvalidRoomId': 'The room id is wrong.',
      'InvalidParameterValue.InvalidSubscribeRecordUserIds': 'The allow list or deny list is malformed.',
      'InvalidParameterValue.InvalidSubscribeUserIds': 'More than 20 users on the allow list.',
      'InvalidParameterValue.InvalidTaskId': 'The task id is wrong.',
      'InvalidParameterValue.InvalidUNSubscribeUserIds': 'More than 20 users on the deny list.',
      InvalidRequest: 'Broken multipart body.',
      MissingParameter: 'A required parameter is absent.',
      'MissingParameter.AccessKey': 'AccessKey is absent.',
      'MissingParameter.Bucket': 'Bucket is absent.',
      'MissingParameter.CloudStorage': 'CloudStorage is absent.',
      'MissingParameter.RecordMode': 'RecordMode is absent.',
      'MissingParameter.RecordParams': 'RecordParams is absent.',
      'MissingParameter.Region': 'Region (of the storage) is absent.',
      'MissingParameter.RoomId': 'RoomId is absent.',
      'MissingParameter.SdkAppId': 'SdkAppId is absent.',
      'MissingParameter.SecretKey': 'SecretKey is absent.',
      'MissingParameter.StorageParams': 'StorageParams is absent.',
      'MissingParameter.StreamType': 'StreamType is absent.',
      'MissingParameter.TaskId': 'TaskId is absent.',
      'MissingParameter.UserId': 'UserId is absent.',
      'MissingParameter.UserSig': 'UserSig is absent.',
      'MissingParameter.Vendor': 'Vendor is absent.',
      RequestSizeLimitExceeded: 'The request is too large.',
      UnknownParameter: 'A parameter that the action does not define was sent.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_NOT_AUTHORIZED,
    {
      AuthFailure: 'Signature or access check failed.',
      'AuthFailure.InvalidAuthorization': 'The Authorization header is malformed.',
      'AuthFailure.InvalidSecretId': 'The SecretId is not an API key id.',
      'AuthFailure.MFAFailure': 'Multi-factor check failed.',
      'AuthFailure.SecretIdNotFound': 'Unknown, deleted or disabled SecretId (also stray spaces around it).',
      'AuthFailure.SignatureExpire': "The clock of this server is more than 5 minutes away from the vendor's.",
      'AuthFailure.SignatureFailure': 'The signature does not match the request that arrived.',
      'AuthFailure.TokenFailure': 'The temporary security token is wrong or expired.',
      'AuthFailure.UnRealNameAuthenticated': 'The account has not passed the identity check.',
      'AuthFailure.UnauthorizedOperation': 'Access management denies this call to the caller.',
      'FailedOperation.NotAllowed': 'Not allowed for this account; ask the vendor with a ticket.',
      'FailedOperation.SdkAppIdNotUnderAppId': 'The application does not belong to this account.',
      IpInBlacklist: 'The caller address is on a deny list.',
      IpNotInWhitelist: 'The caller address is not on the allow list.',
      OperationDenied: 'The operation was refused.',
      UnauthorizedOperation: 'The caller may not do this.',
      'UnauthorizedOperation.SdkAppId': 'The application id does not exist or belongs to another account.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_SERVICE_NOT_ENABLED,
    {
      'FailedOperation.NotAbility': 'The application lacks the feature (a monthly package unlocks it).',
      'ResourceUnavailable.InterfaceUnAuthorized': 'The action has not been opened for this account.',
      'ResourceUnavailable.NotRegistered': 'The whiteboard service is not enabled.',
      'ResourceUnavailable.ServiceExpired': 'The account owes money or the service has run out.',
      'UnsupportedOperation.ServiceNotOpened': 'Recording is not switched on for the application.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_THROTTLED,
    {
      RequestLimitExceeded: 'Too many calls per second.',
      'RequestLimitExceeded.GlobalRegionUinLimitExceeded': 'Account-wide call rate exceeded.',
      'RequestLimitExceeded.IPLimitExceeded': 'Call rate of this address exceeded.',
      'RequestLimitExceeded.UinLimitExceeded': 'Call rate of this account exceeded.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_QUOTA_EXCEEDED,
    {
      'FailedOperation.RestrictedConcurrency': 'Too many recordings run at once; the vendor can raise the limit.',
      LimitExceeded: 'A quota is used up.',
      'LimitExceeded.TaskConcurrency': 'Too many recordings run at once; one has to end first.',
      'LimitExceeded.TranscodePagesLimitation': 'Too many pages.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_IN_USE,
    {
      ResourceInUse: 'The resource is busy.',
      'ResourceInUse.RecordUserId': 'The recording user id already serves another recording.',
      'ResourceInUse.TaskInUse': 'A recording already runs in this room.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_CONFLICT,
    {
      'FailedOperation.TaskExist': 'A recording with this recordId was started already.',
      'UnsupportedOperation.InvalidTaskStatus':
        'The task is not in a state that allows this (for example resuming one that records).',
      'UnsupportedOperation.TaskHasAlreadyStopped': 'The task has already ended.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_NOT_FOUND,
    {
      'FailedOperation.TaskNotExist': 'No such task, or it has ended.',
      'InvalidParameter.SdkAppIdNotFound': 'The application id is unknown or malformed.',
      'InvalidParameter.TaskNotFound': 'No such task.',
      ResourceNotFound: 'The resource does not exist, or the recording has ended.',
      'ResourceNotFound.RoomNotFound': 'No such room.',
      'ResourceNotFound.TaskNotFound': 'No such task.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_NOT_SUPPORTED,
    {
      ActionOffline: 'The action has been withdrawn.',
      'AuthFailure.UnsupportedOperation': 'The operation is not supported.',
      'FailedOperation.CRUnsupportMethod': 'Cloud recording does not know this method.',
      InvalidAction: 'No such action.',
      NoSuchProduct: 'No such product.',
      NoSuchVersion: 'No such API version.',
      UnsupportedOperation: 'The operation is not supported.',
      UnsupportedProtocol: 'Only GET and POST over HTTP(S) are accepted.',
      UnsupportedRegion: 'The action does not exist in the region named.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_FAILED,
    {
      FailedOperation: 'The operation failed.',
      'FailedOperation.FileDownloadFail': 'The document could not be downloaded.',
      'FailedOperation.FileFormatError': 'The document is read-only, encrypted or broken.',
      'FailedOperation.FileOpenFail': 'The document could not be opened.',
      'FailedOperation.FileUploadFail': 'The transcoded result could not be stored.',
      'FailedOperation.Record': 'The recording failed.',
      'FailedOperation.Transcode': 'Transcoding failed.',
      ResponseSizeLimitExceeded: 'The response would be too large.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_UNAVAILABLE,
    {
      'FailedOperation.TranscodeServerError': 'Fault inside the transcoder.',
      InternalError: 'Fault on the service side.',
      'InternalError.CRInternalError': 'Fault inside cloud recording.',
      ResourceInsufficient: 'The service has no capacity left at the moment.',
      'ResourceInsufficient.RequestRejection': 'No capacity at the moment. A new try needs a new recordId.',
      ServiceUnavailable: 'The service is down for the moment.',
    },
  ],
  [
    RecordingErrorCode.VENDOR_REJECTED,
    {
      DryRunOperation: 'The call was a dry run and would have succeeded.',
      ResourceUnavailable: 'The resource cannot be used.',
    },
  ],
];

/** Codes after which the same call can be sent again. */
const RETRYABLE = new Set([
  'InternalError',
  'InternalError.CRInternalError',
  'ServiceUnavailable',
  'ResourceInsufficient',
  'LimitExceeded.TaskConcurrency',
  'FailedOperation.RestrictedConcurrency',
  'FailedOperation.TranscodeServerError',
]);

/** The vendor asks to wait a second or more after "too many calls". */
const THROTTLED_WAIT_MS = 1000;

const VERDICTS = new Map<string, VendorVerdict>();
for (const [code, meanings] of MEANINGS) {
  for (const [vendorCode, message] of Object.entries(meanings)) {
    const throttled = code === RecordingErrorCode.VENDOR_THROTTLED;
    VERDICTS.set(vendorCode, {
      code,
      message,
      retryable: throttled || RETRYABLE.has(vendorCode),
      ...(throttled && { retryAfterMs: THROTTLED_WAIT_MS }),
    });
  }
}

const UNKNOWN: VendorVerdict = {
  code: RecordingErrorCode.VENDOR_REJECTED,
  message: 'The vendor refused the call.',
  retryable: false,
};

/** Returns the meaning of a Tencent error code. An unknown detail (`Kind.Detail`) has the meaning of its kind. */
export function tencentVerdict(vendorCode: string): VendorVerdict {
  return VERDICTS.get(vendorCode) ?? VERDICTS.get(vendorCode.split('.')[0]!) ?? UNKNOWN;
}
