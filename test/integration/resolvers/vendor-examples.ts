/** An example request of a vendor's page: our variables, and the vendor's body. */
export interface VendorExample {
  readonly page: string;
  readonly mutation: string;
  readonly action: string;
  readonly input: object;
  readonly wire: object;
  /** Where the body has the mark by which the vendor knows the recording; absent: nowhere. */
  readonly marked?: (mark: string) => object;
}

export const EXAMPLES: readonly VendorExample[] = [
  {
    page: 'TIW StartOnlineRecord, 1: the least',
    mutation: 'tiwStartOnlineRecord',
    action: 'StartOnlineRecord',
    input: {
      sdkAppId: 1400000001,
      roomId: 1203,
      recordUserId: 'tic_record_user_1203_141551',
      recordUserSig: 'usersig_of_<tic_record_user_1203_141551>',
    },
    wire: {
      SdkAppId: 1400000001,
      RoomId: 1203,
      RecordUserId: 'tic_record_user_1203_141551',
      RecordUserSig: 'usersig_of_<tic_record_user_1203_141551>',
    },
  },
  {
    page: 'TIW StartOnlineRecord, 2: with a mixed video',
    mutation: 'tiwStartOnlineRecord',
    action: 'StartOnlineRecord',
    input: {
      sdkAppId: 1400000001,
      roomId: 1203,
      recordUserId: 'tic_record_user_1203_141551',
      recordUserSig: 'usersig_of_<tic_record_user_1203_141551>',
      whiteboard: { width: 1280, height: 960, initParam: '{"ratio":"16:9"}' },
      concat: { enabled: true, image: 'http://background/image.jpg' },
      mixStream: { enabled: true, disableAudio: false, modelId: 'COLUMN', teacherId: 'teacher' },
      extras: ['MIX_STREAM'],
    },
    wire: {
      SdkAppId: 1400000001,
      RoomId: 1203,
      RecordUserId: 'tic_record_user_1203_141551',
      RecordUserSig: 'usersig_of_<tic_record_user_1203_141551>',
      Whiteboard: { Width: 1280, Height: 960, InitParam: '{"ratio":"16:9"}' },
      Concat: { Enabled: true, Image: 'http://background/image.jpg' },
      MixStream: { Enabled: true, DisableAudio: false, ModelId: 2, TeacherId: 'teacher' },
      Extras: ['MIX_STREAM'],
    },
  },
  {
    // Corrected as contracts/gme.json says: the page fills both lists at once and with numbers; one list, of text.
    page: 'GME StartRecord with a subscription list',
    mutation: 'gmeStartRecord',
    action: 'StartRecord',
    input: {
      bizId: 3400352518,
      roomId: '1987',
      recordMode: 'SINGLE',
      subscribeRecordUserIds: { subscribeUserIds: ['10086'] },
    },
    wire: {
      BizId: 3400352518,
      RoomId: '1987',
      RecordMode: 1,
      SubscribeRecordUserIds: { SubscribeUserIds: ['10086'] },
    },
  },
  {
    // Corrected as contracts/trtc.json says: the page leaves SdkAppId out, which the vendor wants.
    page: 'TRTC StartWebRecord to COS, with folders',
    mutation: 'trtcStartWebRecord',
    action: 'StartWebRecord',
    input: {
      sdkAppId: 1400000001,
      recordUrl: 'https://web-record-xxxxx.cos.ap-xxx.myqcloud.com/xxxx/xxx.mp4',
      maxDurationLimit: 3600,
      storageParams: {
        cloudStorage: {
          vendor: 'COS',
          region: 'ap-singapore',
          bucket: 'webrecord-1234589',
          accessKey: 'AKxxxxxx',
          secretKey: 'Idxxxxxx',
          fileNamePrefix: ['record', 'video'],
        },
      },
      webRecordVideoParams: { width: 1280, height: 720, format: 'MP4' },
    },
    wire: {
      SdkAppId: 1400000001,
      RecordUrl: 'https://web-record-xxxxx.cos.ap-xxx.myqcloud.com/xxxx/xxx.mp4',
      MaxDurationLimit: 3600,
      StorageParams: {
        CloudStorage: {
          Vendor: 0,
          Region: 'ap-singapore',
          Bucket: 'webrecord-1234589',
          AccessKey: 'AKxxxxxx',
          SecretKey: 'Idxxxxxx',
          FileNamePrefix: ['record', 'video'],
        },
      },
      WebRecordVideoParams: { Width: 1280, Height: 720, Format: 'mp4' },
    },
    marked: (mark) => ({ RecordId: mark }),
  },
  {
    page: 'TRTC CreateCloudRecording to VOD, 360 x 640, grid',
    mutation: 'trtcCreateCloudRecording',
    action: 'CreateCloudRecording',
    input: {
      sdkAppId: 1234,
      roomId: '3560',
      roomIdType: 'NUMBER',
      userId: 'xx',
      userSig: 'xx',
      recordParams: { recordMode: 'MIXED', streamType: 'AUDIO_AND_VIDEO', maxIdleTime: 60 },
      mixTranscodeParams: { videoParams: { width: 360, height: 640, fps: 15, bitRate: 500000, gop: 10 } },
      mixLayoutParams: { mixLayoutMode: 'GRID' },
      storageParams: { cloudVod: { tencentVod: { expireTime: 0 } } },
    },
    wire: {
      SdkAppId: 1234,
      RoomId: '3560',
      RoomIdType: 1,
      UserId: 'xx',
      UserSig: 'xx',
      RecordParams: { RecordMode: 2, StreamType: 0, MaxIdleTime: 60 },
      MixTranscodeParams: { VideoParams: { Width: 360, Height: 640, Fps: 15, BitRate: 500000, Gop: 10 } },
      MixLayoutParams: { MixLayoutMode: 3 },
      StorageParams: { CloudVod: { TencentVod: { ExpireTime: 0 } } },
    },
  },
  {
    // Corrected as contracts/rongcloud.json says: a comma after mcuConfig.mode, and `extra`, which the page leaves out.
    page: 'RongCloud startRecord with two windows and mcuConfig',
    mutation: 'rongcloudStartRecord',
    action: '/rtc/record/start.json',
    input: {
      roomId: 'room-7',
      sessionId: 'sessionId-1',
      extra: '',
      config: {
        recordType: 'SPLIT',
        mode: 'MIXED_AUDIO_AND_VIDEO',
        videoResolution: '640x480',
        videoFormat: 'MP4',
        audioFormat: 'AAC',
        mixLayout: 'CUSTOM',
        sliceMin: 60,
        renderMode: 'FILL',
        hostUserId: '111',
        hostStreamId: '111_RongCloudRTC',
        input: {
          video: [
            { userId: '111', streamId: '111_RongCloudRTC', x: 0, y: 0, width: 0.5, height: 0.5 },
            { userId: '222', streamId: '222_RongCloudRTC', x: 0.5, y: 0.5, width: 0.5, height: 0.5 },
          ],
        },
        mcuConfig: { mode: 6, videoResolution: '640x480' },
      },
    },
    wire: {
      sessionId: 'sessionId-1',
      extra: '',
      config: {
        recordType: 1,
        mode: 3,
        videoResolution: '640x480',
        videoFormat: 'mp4',
        audioFormat: 'aac',
        mixLayout: 1,
        sliceMin: 60,
        renderMode: 1,
        hostUserId: '111',
        hostStreamId: '111_RongCloudRTC',
        input: {
          video: [
            { userId: '111', streamId: '111_RongCloudRTC', x: 0, y: 0, width: 0.5, height: 0.5 },
            { userId: '222', streamId: '222_RongCloudRTC', x: 0.5, y: 0.5, width: 0.5, height: 0.5 },
          ],
        },
        mcuConfig: { mode: 6, videoResolution: '640x480' },
      },
    },
    marked: (mark) => ({ extra: `#${mark}` }),
  },
];
