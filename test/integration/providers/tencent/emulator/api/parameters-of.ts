/** Smallest parameters that each start takes. */
export const TIW = {
  SdkAppId: 1400000001,
  RoomId: 1203,
  RecordUserId: 'tic_record_user_1203_a1',
  RecordUserSig: 'made-up-user-sig',
};

export const GME = { BizId: 3400352518, RoomId: 'room-7', RecordMode: 3 };

export const COS = { Vendor: 0, Region: 'ap-singapore', Bucket: 'b', AccessKey: 'made-up-key', SecretKey: 'made-up' };

export const TRTC_CLOUD = {
  SdkAppId: 1400000001,
  RoomId: '3560',
  UserId: 'rec_bot_1',
  UserSig: 'made-up-user-sig',
  RecordParams: { RecordMode: 2, StreamType: 0 },
  StorageParams: { CloudStorage: COS },
};

export const TRTC_WEB = {
  SdkAppId: 1400000001,
  RecordUrl: 'https://example.com/class',
  StorageParams: { CloudStorage: COS },
  RecordId: 'lesson-1',
};
