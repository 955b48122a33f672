import { fractionsOf, type Rect } from '../../../../layout/geometry.ts';
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
} from '../../../../layout/layout.ts';
import { placeCount, templatePlaces } from '../../../../layout/template.ts';
import type { LayoutPreviewTrtcInput } from './layout-preview.types.ts';
import { TrtcBigWindowSide, TrtcLayoutMedia, TrtcLayoutMode, TrtcRenderMode } from './layout.types.ts';
import { floating, grid, MAX_PICTURES, screenSharing } from './templates.ts';

// Facts: TRTC, CreateCloudRecording: data types MixLayoutParams and MixLayout, and the guide to layouts.

type Input = Shape<LayoutPreviewTrtcInput>;
type Params = Input['mixLayoutParams'];
type CustomPlace = NonNullable<Params['mixLayoutList']>[number];

const { NOT_DOCUMENTED, SIZE_NOT_ALLOWED, TOO_MANY_PLACES, UNREACHABLE_PLACE } = LayoutWarningCode;

/** The layout of a mixed recording. */
export function trtcLayout({ canvas: size, mixLayoutParams: params }: Input, streams: readonly LayoutStream[]): Layout {
  const { width, height } = size ?? { width: 360, height: 640 };
  const canvas: Canvas = { width, height, backgroundColor: params.backGroundColor ?? '#000000' };
  const custom = params.mixLayoutMode === TrtcLayoutMode.CUSTOM;
  const layout = custom
    ? { ...customPlaces(params.mixLayoutList ?? [], canvas), streams }
    : template(params, seated(params, streams));
  return { ...layout, canvas, warnings: [...badCanvas(canvas), ...layout.warnings] };
}

/** The streams that take a window of a template. */
function seated({ pureAudioDisableLayout }: Params, streams: readonly LayoutStream[]) {
  return streams.map((stream) => (pureAudioDisableLayout && stream.audioOnly ? undefined : stream));
}

/** The windows of modes 1 to 3. Their size depends on the number of pictures. */
function template(params: Params, streams: Layout['streams']): Omit<Layout, 'canvas'> {
  const { mixLayoutMode: mode, maxResolutionUserId } = params;
  const guest = bigGuest(params);
  const pictures = placeCount(
    guest,
    streams.filter((stream) => stream !== undefined),
  );
  const isBackground = mode !== TrtcLayoutMode.GRID;
  const name = guest === 'none' ? 'nobody' : (maxResolutionUserId ?? undefined);
  const places = templatePlaces(rectsOf(params, Math.min(pictures, MAX_PICTURES)), {
    guest,
    label: isBackground ? name : undefined,
    renderMode: params.renderMode == null ? undefined : TrtcRenderMode[params.renderMode],
    isBackground,
  });
  return { places, streams, warnings: templateWarnings(mode, pictures, guest) };
}

function rectsOf({ mixLayoutMode, maxResolutionUserAlign }: Params, pictures: number): Rect[] {
  if (mixLayoutMode === TrtcLayoutMode.FLOATING) return floating(pictures);
  if (mixLayoutMode === TrtcLayoutMode.GRID) return grid(pictures);
  return screenSharing(pictures, maxResolutionUserAlign ?? TrtcBigWindowSide.LEFT);
}

/** User of the big window. */
function bigGuest({ mixLayoutMode, maxResolutionUserId, mediaId }: Params): Guest {
  if (mixLayoutMode === TrtcLayoutMode.GRID) return 'any';
  if (maxResolutionUserId) return userWith(maxResolutionUserId, mediaId);
  return mixLayoutMode === TrtcLayoutMode.FLOATING ? 'any' : 'none';
}

function userWith(userId: string, mediaId: TrtcLayoutMedia | null | undefined): Guest {
  const kind = mediaId === TrtcLayoutMedia.SECOND ? LayoutStreamKind.SECOND : LayoutStreamKind.MAIN;
  return (stream) => stream.userId === userId && stream.kind === kind;
}

function templateWarnings(mode: TrtcLayoutMode, pictures: number, big: Guest): LayoutWarning[] {
  const found: LayoutWarning[] = [];
  if (big === 'none') {
    found.push(
      warning(UNREACHABLE_PLACE, 'Without maxResolutionUserId the big window (place 0) shows the background.', [0]),
    );
  }
  if (pictures > MAX_PICTURES) {
    found.push(warning(TOO_MANY_PLACES, `${pictures} pictures are wanted; TRTC shows at most ${MAX_PICTURES}.`));
  } else if (pictures === MAX_PICTURES) {
    found.push(warning(NOT_DOCUMENTED, 'TRTC shows at most 25 pictures, but two of its pages say 24.', [24]));
  }
  if (mode === TrtcLayoutMode.GRID && pictures === 2) {
    found.push(
      warning(NOT_DOCUMENTED, 'How TRTC divides a grid of 2 is not documented. Drawn is: side by side.', [0, 1]),
    );
  }
  return found;
}

function customPlaces(list: readonly CustomPlace[], canvas: Canvas) {
  const bad = list.flatMap(({ left, top, width, height }, index) =>
    Math.min(left, top) < 0 || Math.max(left, top, width, height) > 1920 ? [index] : [],
  );
  const extra = list.flatMap((_, index) => (index < MAX_PICTURES ? [] : [index]));
  const warnings = [
    ...(extra.length > 0
      ? [warning(TOO_MANY_PLACES, `There are ${list.length} places; TRTC takes at most ${MAX_PICTURES}.`, extra)]
      : []),
    ...(bad.length > 0
      ? [warning(SIZE_NOT_ALLOWED, `Place ${bad.join(', ')}: TRTC takes numbers from 0 to 1920 pixels.`, bad)]
      : []),
  ];
  return { places: list.map((place) => customPlace(place, canvas)), warnings };
}

function customPlace(place: CustomPlace, canvas: Canvas): Place {
  const { left, top, width, height, userId, mediaId, imageLayer, renderMode, alpha } = place;
  return {
    rect: fractionsOf({ x: left, y: top, width, height }, canvas),
    layer: imageLayer ?? 0,
    guest: userId ? userWith(userId, mediaId) : 'any',
    label: userId || undefined,
    renderMode: TrtcRenderMode[renderMode ?? TrtcRenderMode.CROP],
    opacity: 1 - (alpha ?? 0) / 255,
  };
}

function badCanvas({ width, height }: Canvas): LayoutWarning[] {
  if (Math.max(width, height) <= 1920 && width * height <= 1920 * 1080) return [];
  return [warning(SIZE_NOT_ALLOWED, 'TRTC takes a canvas of at most 1920 pixels each way, and 1920 x 1080 in all.')];
}
