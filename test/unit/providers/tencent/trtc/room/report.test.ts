import { expect, it } from 'vitest';
import { trtcCloudReport } from '../../../../../../src/providers/tencent/trtc/room/report.ts';

it('a poll of a room recording gives the second stream of a user a track of its own, as callbacks do', () => {
  const names = ['main', 'aux'].map((stream) => `1400000001_room__UserId_s_YWxpY2U__UserId_e_${stream}_video.m3u8`);
  const storageFileList = names.map((fileName) => ({ fileName, userId: 'alice', trackType: 'video' }));
  const answer = { status: 'InProgress', storageFileList } as unknown as Parameters<typeof trtcCloudReport>[0];
  const { files } = trtcCloudReport(answer, 0);
  expect(files?.map(({ track }) => track)).toEqual(['video', 'aux_video']);
});
