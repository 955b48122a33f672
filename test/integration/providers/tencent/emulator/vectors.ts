/** A request that the official SDK signed, with made-up credentials. `content-type` and `host` are signed. */
export interface SignedRequest {
  readonly id: string;
  readonly what: string;
  readonly method: 'POST' | 'GET';
  readonly host: string;
  readonly service: string;
  readonly action: string;
  readonly contentType: string;
  readonly timestamp: number;
  readonly query?: string;
  readonly body?: string;
  readonly signature: string;
}

export const VECTOR_SECRET_ID = 'AKIDFAKEFAKEFAKEFAKEFAKEFAKEFAKE0001';
export const VECTOR_SECRET_KEY = 'fakeSecretKeyForTestsOnly000000001';

export const VECTORS: readonly SignedRequest[] = [
  {
    id: 'V1',
    what: 'GME StartRecord',
    method: 'POST',
    host: 'gme.intl.tencentcloudapi.com',
    service: 'gme',
    action: 'StartRecord',
    contentType: 'application/json; charset=utf-8',
    timestamp: 1700000000,
    body: '{"BizId":3400352518,"RoomId":"room-7","RecordMode":3,"SubscribeRecordUserIds":{"SubscribeUserIds":["alice","bob"]}}',
    signature: '1a4d23b65a5f1a41034844a65c60b9d45b65f9b99f506c7bfde9852f9ac020cb',
  },
  {
    id: 'V2',
    what: 'GME StopRecord',
    method: 'POST',
    host: 'gme.tencentcloudapi.com',
    service: 'gme',
    action: 'StopRecord',
    contentType: 'application/json',
    timestamp: 1700000000,
    body: '{"BizId":3400352518,"TaskId":446192236330927912}',
    signature: 'b84a61ec3a669dc353b3d39cbb815356e6c0e261f5739f8c093541f8a3e49fdf',
  },
  {
    id: 'V3',
    what: 'TIW StartOnlineRecord',
    method: 'POST',
    host: 'tiw.intl.tencentcloudapi.com',
    service: 'tiw',
    action: 'StartOnlineRecord',
    contentType: 'application/json; charset=utf-8',
    timestamp: 1767225599,
    body: '{"SdkAppId":1400000001,"RoomId":4294967295,"RecordUserId":"tic_record_user_4294967295_a1","RecordUserSig":"fake-user-sig","AutoStopTimeout":300}',
    signature: '39d1eed9a47b0749407d525085f79cdaebbbb8070ff25c3bb57ec92f6ca4890f',
  },
  {
    id: 'V4',
    what: 'TRTC CreateCloudRecording',
    method: 'POST',
    host: 'trtc.intl.tencentcloudapi.com',
    service: 'trtc',
    action: 'CreateCloudRecording',
    contentType: 'application/json; charset=utf-8',
    timestamp: 1709164800,
    body: '{"SdkAppId":1400000001,"RoomId":"salle-é-课","RoomIdType":0,"UserId":"rec_bot_1","UserSig":"fake-user-sig","RecordParams":{"RecordMode":2,"StreamType":0,"MaxIdleTime":30},"StorageParams":{"CloudVod":{"TencentVod":{"ExpireTime":0}}}}',
    signature: 'c02d53d2a6df80091d56b4d8d898ece498025b844643f7b0f71a6fee29309cdc',
  },
  {
    id: 'V5',
    what: 'TIW PauseOnlineRecord',
    method: 'GET',
    host: 'tiw.tencentcloudapi.com',
    service: 'tiw',
    action: 'PauseOnlineRecord',
    contentType: 'application/x-www-form-urlencoded',
    timestamp: 1700000000,
    query: 'SdkAppId=1400000001&TaskId=task%2Fwith%20space%2B1',
    signature: '98e19a3b9f50e59520f7d91609d1f1d47ee6330e5e8bb59b33185356113e5fbe',
  },
  {
    id: 'V6',
    what: 'TRTC DescribeWebRecord empty object',
    method: 'POST',
    host: 'trtc.intl.tencentcloudapi.com',
    service: 'trtc',
    action: 'DescribeWebRecord',
    contentType: 'application/json',
    timestamp: 1700000000,
    body: '{}',
    signature: '78881f596b896eade7c22423b340b3e8dce169898dd444c3bf9bbe8fc07323cb',
  },
];
