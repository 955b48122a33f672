import { rect, tiles, WHOLE, type Rect } from '../../../layout/geometry.ts';
import {
  LayoutStreamKind,
  LayoutWarningCode,
  warning,
  type Canvas,
  type Guest,
  type Layout,
  type LayoutStream,
  type LayoutWarning,
  type Place,
  type Shape,
} from '../../../layout/layout.ts';
import { placeCount, templatePlaces } from '../../../layout/template.ts';
import type { LayoutPreviewRongcloudInput } from './layout-preview.types.ts';
import { RongcloudMixLayout, RongcloudRenderMode } from './start.types.ts';

// Source: RongCloud, server recording, startRecord: mixLayout, hostUserId and input. RongCloud documents neither the
// size of the small windows of FLOATING nor how ADAPTIVE divides the canvas; both are drawn as a guess, with a warning.

type Input = Shape<LayoutPreviewRongcloudInput>;

const { NOT_DOCUMENTED } = LayoutWarningCode;

/** The layout of a mixed recording. */
export function rongcloudLayout(input: Input, streams: readonly LayoutStream[]): Layout {
  const [width, height] = input.videoResolution.split('x').map(Number) as [number, number];
  // RongCloud has no setting for the colour and documents none.
  const canvas: Canvas = { width, height, backgroundColor: '#000000' };
  const layout = input.mixLayout === RongcloudMixLayout.CUSTOM ? custom(input, streams) : template(input, streams);
  return { canvas, streams, ...layout };
}

function custom({ input, renderMode }: Input, streams: readonly LayoutStream[]) {
  const places = (input?.video ?? []).map(({ userId, streamId, x, y, width, height }): Place => ({
    rect: rect(x, y, width, height),
    layer: 0,
    guest: streamOf(userId, streamId),
    label: userId,
    renderMode: nameOf(renderMode),
  }));
  const left = streams.flatMap((stream, position) =>
    places.some(({ guest }) => typeof guest === 'function' && guest(stream)) ? [] : [position],
  );
  const message = 'What RongCloud does with streams that have no entry in input.video is not documented.';
  return { places, warnings: left.length > 0 ? [warning(NOT_DOCUMENTED, message, [], left)] : [] };
}

/** FLOATING and ADAPTIVE: one window for each stream, the host's first. */
function template({ mixLayout, hostUserId, hostStreamId, renderMode }: Input, streams: readonly LayoutStream[]) {
  const guest: Guest = hostUserId || hostStreamId ? streamOf(hostUserId, hostStreamId) : 'any';
  const count = placeCount(guest, streams);
  const isFloating = mixLayout === RongcloudMixLayout.FLOATING;
  const places = templatePlaces(isFloating ? floating(count) : adaptive(count), {
    guest,
    label: hostUserId ?? hostStreamId ?? undefined,
    renderMode: nameOf(renderMode),
    isBackground: isFloating,
  });
  return { places, warnings: openQuestions(isFloating, count, guest === 'any') };
}

/** A guess: a quarter of the canvas each way, in rows from the lower left; smaller where more than 16 float. */
function floating(count: number): Rect[] {
  const across = Math.max(4, Math.ceil(Math.sqrt(count - 1)));
  const small = Array.from({ length: count - 1 }, (_, index) =>
    rect((index % across) / across, 1 - (Math.floor(index / across) + 1) / across, 1 / across, 1 / across),
  );
  return [WHOLE, ...small];
}

/** Equal tiles, the host at the top left. A guess: as many columns as rows, or one more. */
function adaptive(count: number): Rect[] {
  const columns = Math.ceil(Math.sqrt(count));
  return tiles(columns, Math.ceil(count / columns)).slice(0, count);
}

function openQuestions(isFloating: boolean, count: number, noHost: boolean): LayoutWarning[] {
  const found: LayoutWarning[] = [];
  const others = Array.from({ length: count - 1 }, (_, index) => index + 1);
  if (isFloating && count > 1) {
    const message = 'RongCloud publishes neither size nor position of the small windows. Those drawn are a guess.';
    found.push(warning(NOT_DOCUMENTED, message, others));
  } else if (count > 1) {
    const message = 'RongCloud says equal tiles, and not how many in a row. The rows and columns drawn are a guess.';
    found.push(warning(NOT_DOCUMENTED, message, [0, ...others]));
  }
  if (noHost) {
    const message = 'Who is first without hostUserId is not documented for recordings. Drawn is the first to enter.';
    found.push(warning(NOT_DOCUMENTED, message, [0]));
  }
  return found;
}

/** Returns the stream of a user that matches on every member given on both sides. */
function streamOf(userId?: string | null, streamId?: string | null): Guest {
  return (stream) => {
    const sameUser = Boolean(userId) && stream.userId === userId;
    if (!streamId || !stream.streamId) return sameUser && stream.kind === LayoutStreamKind.MAIN;
    return stream.streamId === streamId && (sameUser || !userId || !stream.userId);
  };
}

function nameOf(renderMode: RongcloudRenderMode | null | undefined): string {
  return RongcloudRenderMode[renderMode ?? RongcloudRenderMode.FIT];
}
