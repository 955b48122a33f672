import { describe, expect, it } from 'vitest';
import { LayoutStreamKind, type LayoutStream } from '../../../../../src/layout/layout.ts';
import { previewOf, type LayoutPreview } from '../../../../../src/layout/preview.ts';
import { template, tiwLayout } from '../../../../../src/providers/tencent/tiw/layout-preview.ts';
import { TiwFillMode, TiwMixModel } from '../../../../../src/providers/tencent/tiw/layout.types.ts';

const { MAIN, SECOND, WHITEBOARD } = LayoutStreamKind;
const board: LayoutStream = { kind: WHITEBOARD };
const user = (userId: string): LayoutStream => ({ kind: MAIN, userId });
const boxes = ({ windows }: LayoutPreview) =>
  windows.map(({ x, y, width, height, layer }) => [x, y, width, height, layer]);
const users = ({ windows }: LayoutPreview) => windows.map(({ userId }) => userId);
const codes = ({ warnings }: LayoutPreview) => warnings.map(({ code, places }) => `${code} ${places.join()}`);

const place = (inputStreamId: string, x: number) => ({
  inputStreamId,
  layoutParams: { x, y: 0, width: 100, height: 100 },
});
const custom = (...inputStreamList: ReturnType<typeof place>[]) => ({
  custom: { canvas: { layoutParams: { width: 400, height: 100 } }, inputStreamList },
});

describe('a built-in layout of TIW', () => {
  it('COLUMN is the custom layout that the vendor publishes', () => {
    const free = (y: number) => ({
      inputStreamId: '',
      layoutParams: { x: 1296, y, width: 320, height: 240, zOrder: 3 },
    });
    const whole = (inputStreamId: string, zOrder: number) => ({
      inputStreamId,
      layoutParams: { x: 8, y: 8, width: 1280, height: 960, zOrder },
    });
    const published = {
      canvas: { layoutParams: { width: 1624, height: 1000 }, backgroundColor: '#34363B' },
      inputStreamList: [whole('tic_record_user', 1), whole('tic_substream', 2), ...[8, 256, 504, 752].map(free)],
    };
    expect(template(TiwMixModel.COLUMN)).toEqual(published);
    const streams = [board, user('a'), { kind: SECOND, userId: 'a' }, user('b')];
    expect(previewOf(tiwLayout({ modelId: TiwMixModel.COLUMN }, streams))).toEqual(
      previewOf(tiwLayout({ custom: published }, streams)),
    );
  });

  it('ROW has four small pictures with gaps of 8 that end where the canvas ends, and says what is a guess', () => {
    const preview = previewOf(tiwLayout({ modelId: TiwMixModel.ROW }, []));
    expect(boxes(preview)).toEqual([
      [8, 8, 1280, 960, 1],
      [8, 8, 1280, 960, 2],
      [8, 976, 320, 240, 3],
      [336, 976, 320, 240, 3],
      [664, 976, 320, 240, 3],
      [992, 976, 320, 240, 3],
    ]);
    expect(preview.canvas).toMatchObject({ width: 1320, height: 1224 });
    expect(codes(preview)).toEqual(['NOT_DOCUMENTED 0,1,2,3,4,5']);
  });

  it('keeps the first small picture for the teacher', () => {
    const layout = tiwLayout({ modelId: TiwMixModel.COLUMN, teacherId: 'tea' }, [board, user('bob'), user('tea')]);
    expect(users(previewOf(layout))).toEqual([null, null, 'tea', 'bob', null, null]);
  });
});

describe('a custom layout of TIW', () => {
  it('gives places to ids by prefix: whiteboard, second streams, users', () => {
    const input = custom(place('tic_substream', 0), place('tic_record_user', 100), place('al', 200), place('', 300));
    const streams = [user('bob'), user('alice'), board, { kind: SECOND, userId: 'bob' }];
    const { windows, warnings } = previewOf(tiwLayout(input, streams));
    expect(windows.map(({ stream }) => stream)).toEqual([3, 2, 1, 0]);
    expect(warnings).toEqual([]);
  });

  it('warns of several streams that fight for one place', () => {
    const preview = previewOf(
      tiwLayout(custom(place('user1', 0), place('user10', 100)), [user('user10'), user('user1')]),
    );
    expect(users(preview)).toEqual(['user10', null]);
    expect(codes(preview)).toEqual([
      'CONTESTED_PLACE 1,0',
      'CONTESTED_PLACE 0',
      'UNREACHABLE_PLACE 1',
      'STREAM_WITHOUT_PLACE ',
    ]);
  });

  it('warns of prefixes in each other before anybody enters, also of two that are the same', () => {
    expect(codes(previewOf(tiwLayout(custom(place('a', 0), place('a', 100)), [])))).toEqual(['CONTESTED_PLACE 1,0']);
  });

  it('warns of places that no stream can take', () => {
    const preview = previewOf(tiwLayout(custom(place('carol', 0), place('', 100)), [user('bob')]));
    expect(codes(preview)).toEqual(['UNREACHABLE_PLACE 0']);
  });

  it('knows a stream by its own id where one is given', () => {
    const stream = { kind: WHITEBOARD, streamId: 'tic_record_user_7' };
    expect(previewOf(tiwLayout(custom(place('tic_record_user_7', 0)), [stream])).windows[0]!.stream).toBe(0);
  });

  it('draws places that TIW would refuse, and warns', () => {
    const preview = previewOf(tiwLayout(custom(place('', -10), place('', 3001), place('', 350)), []));
    expect(codes(preview)).toEqual([
      'SIZE_NOT_ALLOWED 0,1',
      'OUTSIDE_CANVAS 0',
      'OUTSIDE_CANVAS 1',
      'OUTSIDE_CANVAS 2',
    ]);
    const canvas = { layoutParams: { width: 1, height: 4000 } };
    expect(codes(previewOf(tiwLayout({ custom: { canvas, inputStreamList: [] } }, [])))).toEqual([
      'SIZE_NOT_ALLOWED ',
      'NO_PLACES ',
    ]);
  });

  it('names the fill mode where it is given', () => {
    const input = custom({ ...place('', 0), ...{ fillMode: TiwFillMode.FILL } }, place('', 100));
    expect(previewOf(tiwLayout(input, [])).windows.map(({ renderMode }) => renderMode)).toEqual(['FILL', null]);
  });
});
