// The examples of the contract's page on callbacks, byte for byte. Keys are made up; the signatures fit these bytes.

export interface SignedExample {
  readonly title: string;
  readonly sign: string;
  readonly body: string;
}

export const TRTC_APP = '1400000001';
export const TRTC_KEY = 'fakeTrtcCallbackKey0000000000001';
export const TIW_KEY = 'fake-tiw-callback-key-01';
export const GME_BIZ_ID = 3400352518;
export const GME_KEY = 'fakeGmePermissionKey01';

/** Published by the vendor itself. */
export const TRTC_PUBLISHED = {
  key: '123654',
  sign: 'kkoFeO3Oh2ZHnjtg8tEAQhtXK16/KI05W3BQff8IvGA=',
  body: '{\n\t"EventGroupId":\t2,\n\t"EventType":\t204,\n\t"CallbackTs":\t1664209748188,\n\t"EventInfo":\t{\n\t\t"RoomId":\t8489,\n\t\t"EventTs":\t1664209748,\n\t\t"EventMsTs":\t1664209748180,\n\t\t"UserId":\t"user_85034614",\n\t\t"Reason":\t0\n\t}\n}',
};

/** Published by the vendor itself. */
export const TIW_PUBLISHED = {
  key: 'Xz4ZgayTr7rMgWQrH',
  expireTime: 1588040109,
  sign: 'a2dabb362a9b811c0e26953a6276a41c',
};

/** Room recording: group 3. */
export const TRTC_EXAMPLES: readonly SignedExample[] = [
  {
    title: '301, started',
    sign: 'o1rLS8MRBvfQjuHpDRJUB80ND+4fRu3aYLWI1tERtl4=',
    body: '{"EventGroupId":3,"EventType":301,"CallbackTs":1700000001535,"EventInfo":{"RoomId":"3560","EventTs":1700000001,"EventMsTs":1700000001500,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0}}}',
  },
  {
    title: '301 in a room with a numeric id (RoomId is a number here)',
    sign: 'Pp5rI8Ynv/9EwfzCPSUPCZDqTH51Siw+fKrlvyPg064=',
    body: '{"EventGroupId":3,"EventType":301,"CallbackTs":1700000001540,"EventInfo":{"RoomId":4294967294,"EventTs":1700000001,"EventMsTs":1700000001505,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0}}}',
  },
  {
    title: '302, stopped by a call',
    sign: 'hup/Xz6X4DCvsluQIlXJpanhrVH5NJytF6aueOfTlMo=',
    body: '{"EventGroupId":3,"EventType":302,"CallbackTs":1700003600035,"EventInfo":{"RoomId":"3560","EventTs":1700003600,"EventMsTs":1700003600000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"LeaveCode":0}}}',
  },
  {
    title: '302, robot id used a second time',
    sign: 'dwzG6KqFu4Bs0bIkOJFi+EDe+bE7wnwItCUwKZBfl3k=',
    body: '{"EventGroupId":3,"EventType":302,"CallbackTs":1700000900035,"EventInfo":{"RoomId":"3560","EventTs":1700000900,"EventMsTs":1700000900000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"LeaveCode":101}}}',
  },
  {
    title: '303',
    sign: 'js0B56C+4l6FgF6HqBhIlpWmmJtqO0Nw4fY7kVMp4ss=',
    body: '{"EventGroupId":3,"EventType":303,"CallbackTs":1700000001935,"EventInfo":{"RoomId":"3560","EventTs":1700000001,"EventMsTs":1700000001900,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0}}}',
  },
  {
    title: '304',
    sign: 'pyYXUhIne/ySrbZN4Ctr72oGwYne5QOgQC054Cmhgzw=',
    body: '{"EventGroupId":3,"EventType":304,"CallbackTs":1700000012035,"EventInfo":{"RoomId":"3560","EventTs":1700000012,"EventMsTs":1700000012000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"FileList":"1400000001_3560__UserId_s_YWxpY2U.__UserId_e_main_audio_video.m3u8"}}}',
  },
  {
    title: '305, with the field name of the examples',
    sign: 'payGwU5rSPXt8eQ3013piy7eh4WJ33k5maWO6v/cYF4=',
    body: '{"EventGroupId":3,"EventType":305,"CallbackTs":1700003604035,"EventInfo":{"RoomId":"3560","EventTs":1700003604,"EventMsTs":1700003604000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0}}}',
  },
  {
    title: '305, with the field name of the newer table',
    sign: 'bVez6ExmV7u9gbm19YofKgYQOMEeAklHRjeDVPcUKf0=',
    body: '{"EventGroupId":3,"EventType":305,"CallbackTs":1700003604035,"EventInfo":{"RoomId":"3560","EventTs":1700003604,"EventMsTs":1700003604000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"LeaveCode":1}}}',
  },
  {
    title: '306',
    sign: 'tShL5Y2kkQM9coWI5t7ZpJK1HC1oZJnLxEWPOmT6sjs=',
    body: '{"EventGroupId":3,"EventType":306,"CallbackTs":1700001000035,"EventInfo":{"RoomId":"3560","EventTs":1700001000,"EventMsTs":1700001000000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0}}}',
  },
  {
    title: '307',
    sign: 'fdld5GhOkwi81kb8BnfgbzLWVyGZSrkXWRtezdA2dus=',
    body: '{"EventGroupId":3,"EventType":307,"CallbackTs":1700000011035,"EventInfo":{"RoomId":"3560","EventTs":1700000011,"EventMsTs":1700000011000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"FileName":"1400000001_3560__UserId_s_YWxpY2U.__UserId_e_main_audio_video_20231114221321500.ts","UserId":"alice","TrackType":"audio_video","BeginTimeStamp":1700000001500}}}',
  },
  {
    title: '309',
    sign: 'YBXQihQyJjvEIsDV3j/Ub/CIivXoK59gKvOHSYQTmRA=',
    body: '{"EventGroupId":3,"EventType":309,"CallbackTs":1700000002035,"EventInfo":{"RoomId":"3560","EventTs":1700000002,"EventMsTs":1700000002000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Url":"https://img.example.test/bg.png"}}}',
  },
  {
    title: '310, mixed recording',
    sign: 'iPebLoHUbYn2nN/EKNbVcL13lt65kQc83TObAJGpPF8=',
    body: '{"EventGroupId":3,"EventType":310,"CallbackTs":1700003620035,"EventInfo":{"RoomId":"3560","EventTs":1700003620,"EventMsTs":1700003620000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0,"FileList":["1400000001_3560_0.mp4"],"FileMessage":[{"FileName":"1400000001_3560_0.mp4","UserId":"","TrackType":"audio_video","MediaId":"mix","StartTimeStamp":1700000001500,"EndTimeStamp":1700003600000}]}}}',
  },
  {
    title: '310, abnormal',
    sign: 'kC99OLhHi1wWKW9Mx2WZr3slIzZcdnhaXVRD7A4+qrw=',
    body: '{"EventGroupId":3,"EventType":310,"CallbackTs":1700003620035,"EventInfo":{"RoomId":"3560","EventTs":1700003620,"EventMsTs":1700003620000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":2,"FileList":[],"FileMessage":[]}}}',
  },
  {
    title: '311',
    sign: 'tcAfLfxgDQ2WJ1+8iHBPturFJp2IRD7t3xCXJj/Pfrk=',
    body: '{"EventGroupId":3,"EventType":311,"CallbackTs":1700003630035,"EventInfo":{"RoomId":"3560","EventTs":1700003630,"EventMsTs":1700003630000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0,"TencentVod":{"UserId":"alice","TrackType":"audio_video","MediaId":"main","FileId":"3001000000000000001","VideoUrl":"https://vod.example.test/3001/f0.mp4","CacheFile":"1400000001_3560__UserId_s_YWxpY2U.__UserId_e_main_audio_video.mp4","StartTimeStamp":1700000001500,"EndTimeStamp":1700003600000}}}}',
  },
  {
    title: '311, failed',
    sign: 'NrknwENZGE7zskMs9P2b8NJsSuyqN+JqP99RZ2pe9M4=',
    body: '{"EventGroupId":3,"EventType":311,"CallbackTs":1700003630035,"EventInfo":{"RoomId":"3560","EventTs":1700003630,"EventMsTs":1700003630000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":2,"Errmsg":"fake upload fault"}}}',
  },
  {
    title: '312',
    sign: 'M4cXyVgRUqfD8detZuruOz2tzjvK2SjtjRFzE9N2Gtw=',
    body: '{"EventGroupId":3,"EventType":312,"CallbackTs":1700003631035,"EventInfo":{"RoomId":"3560","EventTs":1700003631,"EventMsTs":1700003631000,"UserId":"rec_bot_3560","TaskId":"kFq0+7x/Zm1fakeTaskForTestsOnly.0001","Payload":{"Status":0}}}',
  },
  {
    title:
      '312 in the layout that the vendor uses (as a JSON string: \\n and \\t are real characters on the wire; EventTs as a string)',
    sign: 'HCIbre+4w1Ja1MMThiy92jZRx/Q6+lA9UtrPzoXUQqQ=',
    body: '{\n\t"EventGroupId":\t3,\n\t"EventType":\t312,\n\t"CallbackTs":\t1700003631035,\n\t"EventInfo":\t{\n\t\t"RoomId":\t"3560",\n\t\t"EventTs":\t"1700003631",\n\t\t"EventMsTs":\t1700003631000,\n\t\t"UserId":\t"rec_bot_3560",\n\t\t"TaskId":\t"kFq0+7x/Zm1fakeTaskForTestsOnly.0001",\n\t\t"Payload":\t{\n\t\t\t"Status":\t0\n\t\t}\n\t}\n}',
  },
];

/** Web page recording: group 8, and its files in group 3. */
export const TRTC_WEB_EXAMPLES: readonly SignedExample[] = [
  {
    title: '801, started',
    sign: 'V6IY4ee+yCoxaMFcUjtnmf+HPecGy+VuuBF54Q0Q/Sk=',
    body: '{"EventGroupId":8,"EventType":801,"CallbackTs":1700100005040,"EventInfo":{"EventMsTs":1700100005000,"TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001","Payload":{"Status":1,"EventMessage":"Success"}}}',
  },
  {
    title: '801, page did not become ready',
    sign: 'jTAJmE6hIJHwPBM8i/wJ+IN3CG4FmCSVvkBLyYjTgmY=',
    body: '{"EventGroupId":8,"EventType":801,"CallbackTs":1700100065040,"EventInfo":{"EventMsTs":1700100065000,"TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001","Payload":{"Status":2,"EventMessage":"Page load timeout"}}}',
  },
  {
    title: '801, ended by a fault',
    sign: 'in9pzkJAC18KrdkmRv1FMgNSMbXqmYyTdz6Or8MnOaY=',
    body: '{"EventGroupId":8,"EventType":801,"CallbackTs":1700101000040,"EventInfo":{"EventMsTs":1700101000000,"TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001","Payload":{"Status":5,"EventMessage":"fake fault"}}}',
  },
  {
    title: '803, reloaded',
    sign: '5oQgNfHN/jpC9MXD+dPIaXXQ4OHk8NWRRHoJis5YmyU=',
    body: '{"EventGroupId":8,"EventType":803,"CallbackTs":1700100035040,"EventInfo":{"EventMsTs":1700100035000,"TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001","Payload":{"Status":1,"EventMessage":"Page load timeout"}}}',
  },
  {
    title: '803, paused',
    sign: '8yXR9AwcsjQtY3ohe/ah5J8Y18dJL+ZzPuvBnRinKxs=',
    body: '{"EventGroupId":8,"EventType":803,"CallbackTs":1700100400040,"EventInfo":{"EventMsTs":1700100400000,"TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001","Payload":{"Status":2,"EventMessage":"Success"}}}',
  },
  {
    title: '804, longest duration reached',
    sign: '4GHZO+iZ0DWc7w1/zZrVileQpBCYbt77yjBDffR7Dbs=',
    body: '{"EventGroupId":8,"EventType":804,"CallbackTs":1700103600040,"EventInfo":{"EventMsTs":1700103600000,"TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001","Payload":{"Status":1,"EventMessage":"fake limit text"}}}',
  },
  {
    title: '802, ended',
    sign: 'v6DRsgvrj8/sv3Mhtkead7M1grlM3RRUA1gRzbtqac8=',
    body: '{"EventGroupId":8,"EventType":802,"CallbackTs":1700103601040,"EventInfo":{"EventMsTs":1700103601000,"TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001","Payload":{"Status":1,"EventMessage":"Success"}}}',
  },
  {
    title: '310 for a web page recording (EventGroupId 3, TaskId with suffix)',
    sign: '55TsbRFsm8oKcYCYQ5WeTwfSlm7YUVhQGsKGH0eHyt8=',
    body: '{"EventGroupId":3,"EventType":310,"CallbackTs":1700103660040,"EventInfo":{"RoomId":"","EventTs":1700103660,"EventMsTs":1700103660000,"UserId":"","TaskId":"wEb+0/fakeWebTaskForTestsOnly.0001_StartTimeMs_1700100005000","Payload":{"Status":0,"FileList":["fake_web_0.mp4"],"FileMessage":[{"FileName":"fake_web_0.mp4","UserId":"","TrackType":"audio_video","MediaId":"mix","StartTimeStamp":1700100005000,"EndTimeStamp":1700103600000}]}}}',
  },
];

/** Whiteboard recording, with a key; the signature is a field. */
export const TIW_BODIES: readonly string[] = [
  '{"EventData":{"TaskId":"fake0tiw0task0000001","RoomId":4294967290,"RecordUserId":"tic_record_user_4294967290_a1"},"EventType":"OnlineRecordStarted","ExpireTime":1700000602,"SdkAppId":1400000001,"Sign":"03ed3e0de1d8049ec9932c084618a894","Timestamp":1700000002}',
  '{"EventData":{"TaskId":"fake0tiw0task0000001","RoomId":4294967290,"RecordUserId":"tic_record_user_4294967290_a1","PauseTime":1700000600,"EstimateStopTime":1700006000},"EventType":"OnlineRecordLongPauseWarning","ExpireTime":1700004800,"SdkAppId":1400000001,"Sign":"4ecd50aa616cb9bdb9a4b10f8a12e3df","Timestamp":1700004200}',
  '{"EventData":{"TaskId":"fake0tiw0task0000001","RoomId":4294967290,"RecordUserId":"tic_record_user_4294967290_a1","PauseTime":1700000600,"StopTime":1700006000},"EventType":"OnlineRecordLongPauseForceStopped","ExpireTime":1700006600,"SdkAppId":1400000001,"Sign":"53079fa86fa720d24dd7c38d5a3b572e","Timestamp":1700006000}',
  '{"EventData":{"TaskId":"fake0tiw0task0000001","RoomId":4294967290,"RecordUserId":"tic_record_user_4294967290_a1"},"EventType":"OnlineRecordStopped","ExpireTime":1700006601,"SdkAppId":1400000001,"Sign":"d654bac341d7683cd3ca894dd90febba","Timestamp":1700006001}',
  '{"EventData":{"TaskId":"fake0tiw0task0000001","RoomId":4294967290,"RecordUserId":"tic_record_user_4294967290_a1","GroupId":"4294967290","FinishReason":"USER_CALL","RecordStartTime":1700000002,"RecordStopTime":1700003602,"TotalTime":3598120,"ExceptionCnt":0,"OmittedDurations":[{"VideoTime":600000,"PauseTime":1700000602000,"ResumeTime":1700000902000}],"VideoInfos":[{"VideoPlayTime":0,"VideoSize":12345678,"VideoFormat":"mp4","VideoDuration":3298000,"VideoUrl":"https://rec.example.test/fake/0.mp4","VideoId":"00112233445566778899aabbccddeeff","VideoType":0,"UserId":"alice","Width":640,"Height":480},{"VideoPlayTime":623,"VideoSize":2345678,"VideoFormat":"mp4","VideoDuration":3297000,"VideoUrl":"https://rec.example.test/fake/1.mp4","VideoId":"5285890000000000001","VideoType":2,"UserId":"","Width":1280,"Height":960},{"VideoPlayTime":3,"VideoSize":3345678,"VideoFormat":"mp4","VideoDuration":3297500,"VideoUrl":"https://rec.example.test/fake/2.mp4","VideoId":"5285890000000000002","VideoType":3,"UserId":"tic_mixstream_4294967290_2","Width":1624,"Height":1000}]},"EventType":"OnlineRecordFinished","ExpireTime":1700004260,"SdkAppId":1400000001,"Sign":"078aa04901481983e24624e047dea7a8","Timestamp":1700003660}',
  '{"EventData":{"Error":{"Code":"FailedOperation.Record","Message":"code: 40001, msg: fake text, invalid userid\\n"},"ExceptionCnt":0,"FinishReason":"EXCEPTION","GroupId":"4294967290","OmittedDurations":[],"RecordStartTime":0,"RecordStopTime":1700000018,"RecordUserId":"tic_record_user_4294967290_a1","RoomId":4294967290,"TaskId":"fake0tiw0task0000001","TotalTime":0,"VideoInfos":[]},"EventType":"OnlineRecordFinished","ExpireTime":1700000620,"SdkAppId":1400000001,"Sign":"aec88f748801365c1d1fcd5180001da9","Timestamp":1700000020}',
  '{"EventData":{"Error":{"Code":"FailedOperation.Transcode","Message":"code: 40004, msg: fake text, sig expired\\n"}},"EventType":"OnlineRecordFinished","ExpireTime":1700000620,"SdkAppId":1400000001,"Sign":"aec88f748801365c1d1fcd5180001da9","Timestamp":1700000020}',
];

/** Whiteboard recording, without a key. */
export const TIW_UNSIGNED =
  '{"EventData":{"TaskId":"fake0tiw0task0000001","RoomId":4294967290,"RecordUserId":"tic_record_user_4294967290_a1"},"EventType":"OnlineRecordStarted","SdkAppId":1400000001,"Timestamp":1700000002}';

/** Voice recording; the signature in both of its forms. */
export const GME_EXAMPLES: readonly (Omit<SignedExample, 'title'> & { readonly hex: string })[] = [
  {
    sign: 'Y/Cr++EIH1r13gMyry6uvf41wsk=',
    hex: '63f0abfbe1081f5af5de0332af2eaebdfe35c2c9',
    body: '{"BizID":3400352518,"RoomID":"room-7","UserID":"alice","TaskID":446192236330927912,"RecordMode":0,"Timestamp":1700000006,"EventType":1,"Detail":{"SeqNo":0,"FileName":"3400352518_room-7_alice/2023-11-14-22-13-25_446192236330927912_audio.mp3"}}',
  },
  {
    sign: 'SgEprYutTofqmirk8gyN+Rr4kAk=',
    hex: '4a0129ad8bad4e87ea9a2ae4f20c8df91af89009',
    body: '{"BizID":3400352518,"RoomID":"room-7","UserID":"alice","TaskID":446192236330927912,"RecordMode":0,"Timestamp":1700003606,"EventType":2,"Detail":{"SeqNo":0,"FileName":"3400352518_room-7_alice/2023-11-14-22-13-25_446192236330927912_audio.mp3"}}',
  },
  {
    sign: 'DhBWpRsQ18nCltrmP+yKNmVA0eg=',
    hex: '0e1056a51b10d7c9c296dae63fec8a366540d1e8',
    body: '{"BizID":3400352518,"RoomID":"room-7","UserID":"alice","TaskID":446192236330927912,"RecordMode":0,"Timestamp":1700003646,"EventType":3,"Detail":{"SeqNo":0,"FileName":"3400352518_room-7_alice/2023-11-14-22-13-25_446192236330927912_audio.mp3"}}',
  },
  {
    sign: '/qzrTTR8d937D/4gwCddg/R7yR0=',
    hex: 'feaceb4d347c77ddfb0ffe20c0275d83f47bc91d',
    body: '{"BizID":3400352518,"RoomID":"room-7","UserID":"0","TaskID":446192236330927912,"RecordMode":1,"Timestamp":1700003650,"EventType":3,"Detail":{"SeqNo":0,"FileName":"3400352518_room-7/446192236330927912_2023-11-14-22-13-25_0_audio.mp3"}}',
  },
];
