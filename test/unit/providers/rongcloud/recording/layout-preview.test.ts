import { describe, expect, it } from 'vitest';
import { LayoutStreamKind, type LayoutStream } from '../../../../../src/layout/layout.ts';
import { previewOf, type LayoutPreview } from '../../../../../src/layout/preview.ts';
import { rongcloudLayout } from '../../../../../src/providers/rongcloud/recording/layout-preview.ts';
import { RongcloudMixLayout } from '../../../../../src/providers/rongcloud/recording/start.types.ts';

const { ADAPTIVE, CUSTOM, FLOATING } = RongcloudMixLayout;
const user = (userId: string): LayoutStream => ({ kind: LayoutStreamKind.MAIN, userId });
const codes = ({ warnings }: LayoutPreview) => warnings.map(({ code, places }) => `${code} ${places.join()}`);
const users = ({ windows }: LayoutPreview) => windows.map(({ userId }) => userId);
const video = (userId: string, x: number, width: number) => ({
  userId,
  streamId: `${userId}_RongCloudRTC`,
  x,
  y: 0,
  width,
  height: 1,
});
const look = (input: Partial<Parameters<typeof rongcloudLayout>[0]>, ...streams: LayoutStream[]) =>
  previewOf(rongcloudLayout({ videoResolution: '640x480', mixLayout: CUSTOM, ...input }, streams));

describe('a custom layout of RongCloud', () => {
  it('takes fractions of the canvas', () => {
    const preview = look({ input: { video: [video('a', 0, 0.7), video('b', 0.7, 0.3)] } }, user('b'), user('a'));
    expect(preview.windows).toMatchObject([
      { userId: 'a', x: 0, y: 0, width: 448, height: 480, right: 0.7, renderMode: 'FIT' },
      { userId: 'b', x: 448, y: 0, width: 192, height: 480, right: 1 },
    ]);
    expect(preview.warnings).toEqual([]);
  });

  it('distinguishes streams of one user by their ids', () => {
    const other = { ...user('a'), streamId: 'a_screen' };
    const own = { ...user('a'), streamId: 'a_RongCloudRTC' };
    expect(look({ input: { video: [video('a', 0, 1)] } }, other, own).windows[0]!.stream).toBe(1);
  });

  it('warns of overlaps, of places outside, and of streams without an entry', () => {
    const preview = look({ input: { video: [video('a', 0, 0.6), video('b', 0.5, 0.6)] } }, user('a'), user('c'));
    expect(codes(preview)).toEqual([
      'NOT_DOCUMENTED ',
      'OVERLAP 0,1',
      'OUTSIDE_CANVAS 1',
      'UNREACHABLE_PLACE 1',
      'STREAM_WITHOUT_PLACE ',
    ]);
  });
});

describe('a layout that RongCloud makes', () => {
  it('FLOATING has the host behind, and says that the small windows are a guess', () => {
    const preview = look({ mixLayout: FLOATING, hostUserId: 'h' }, user('a'), user('h'), user('b'));
    expect(users(preview)).toEqual(['h', 'a', 'b']);
    expect(preview.windows[0]).toMatchObject({ left: 0, top: 0, right: 1, bottom: 1, layer: 0 });
    expect(codes(preview)).toEqual(['NOT_DOCUMENTED 1,2']);
  });

  it('ADAPTIVE has equal tiles, the host at the top left', () => {
    const preview = look({ mixLayout: ADAPTIVE, hostUserId: 'h' }, user('a'), user('h'), user('b'));
    expect(users(preview)).toEqual(['h', 'a', 'b']);
    expect(preview.windows.map(({ x, y, width, height }) => [x, y, width, height])).toEqual([
      [0, 0, 320, 240],
      [320, 0, 320, 240],
      [0, 240, 320, 240],
    ]);
    expect(codes(preview)).toEqual(['NOT_DOCUMENTED 0,1,2']);
  });

  it('says that who is first without a host is a guess', () => {
    expect(codes(look({ mixLayout: FLOATING }, user('a')))).toEqual(['NOT_DOCUMENTED 0']);
    expect(codes(look({ mixLayout: ADAPTIVE }, user('a')))).toEqual(['NOT_DOCUMENTED 0']);
  });

  it('keeps windows inside the canvas however many there are', () => {
    for (const mixLayout of [FLOATING, ADAPTIVE]) {
      for (let count = 1; count <= 40; count++) {
        const streams = Array.from({ length: count }, (_, index) => user(`u${index}`));
        const found = codes(look({ mixLayout, hostUserId: 'u0' }, ...streams));
        expect(found.filter((code) => !code.startsWith('NOT_DOCUMENTED'))).toEqual([]);
      }
    }
  });
});
