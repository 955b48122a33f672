import { fractionsOf, type Box } from '../../../layout/geometry.ts';
import {
  LayoutStreamKind,
  LayoutWarningCode,
  warning,
  type Canvas,
  type Layout,
  type LayoutStream,
  type LayoutWarning,
  type Place,
  type Shape,
} from '../../../layout/layout.ts';
import type { LayoutPreviewTiwInput } from './layout-preview.types.ts';
import { TiwFillMode, TiwMixModel } from './layout.types.ts';

// Facts: TIW, StartOnlineRecord: data types MixStream, CustomLayout, StreamLayout and LayoutParams, and the vendor's
// description of template 2 as a custom layout.

type Input = Shape<LayoutPreviewTiwInput>;
type Custom = NonNullable<Input['custom']>;
type CustomPlace = Custom['inputStreamList'][number];

/** Ids of a stream without a user, or of a kind of streams. They match by prefix, as all ids do. */
const WHITEBOARD_ID = 'tic_record_user';
const SECOND_ID = 'tic_substream';

const TEMPLATE_COLOR = '#34363B';
const GAP = 8;
const BOARD = { width: 1280, height: 960 };
const SMALL = { width: 320, height: 240 };

/** The layout of a TIW mix. */
export function tiwLayout(input: Input, streams: readonly LayoutStream[]): Layout {
  const { custom, modelId, teacherId } = input;
  if (custom) return { ...customLayout(custom), streams };
  return {
    ...customLayout(template(modelId!, teacherId)),
    warnings: modelId === TiwMixModel.ROW ? rowGaps() : [],
    streams,
  };
}

/** A built-in layout, written as a custom one. */
export function template(modelId: TiwMixModel, teacherId?: string | null): Custom {
  const row = modelId === TiwMixModel.ROW;
  const size = row ? { width: 1320, height: 1224 } : { width: 1624, height: 1000 };
  const small = (index: number): { x: number; y: number } =>
    row
      ? { x: GAP + index * (SMALL.width + GAP), y: BOARD.height + 2 * GAP }
      : { x: BOARD.width + 2 * GAP, y: GAP + index * (SMALL.height + GAP) };
  const board = { ...BOARD, x: GAP, y: GAP };
  return {
    canvas: { layoutParams: size, backgroundColor: TEMPLATE_COLOR },
    inputStreamList: [
      { inputStreamId: WHITEBOARD_ID, layoutParams: { ...board, zOrder: 1 } },
      { inputStreamId: SECOND_ID, layoutParams: { ...board, zOrder: 2 } },
      ...[0, 1, 2, 3].map((index) => ({
        inputStreamId: (index === 0 && teacherId) || '',
        layoutParams: { ...SMALL, ...small(index), zOrder: 3 },
      })),
    ],
  };
}

/** Details of template 1 that the vendor does not document. */
function rowGaps(): LayoutWarning[] {
  const message =
    'TIW does not say whether the row of template 1 is above or below the whiteboard, where second streams go, nor its colour. Drawn is: below, over the whiteboard, the colour of template 2.';
  return [warning(LayoutWarningCode.NOT_DOCUMENTED, message, [0, 1, 2, 3, 4, 5])];
}

function customLayout({ canvas: { layoutParams, backgroundColor }, inputStreamList }: Custom) {
  const canvas: Canvas = { ...size(layoutParams), backgroundColor: backgroundColor ?? '#000000' };
  return {
    canvas,
    places: inputStreamList.map((place) => placeOf(place, canvas)),
    warnings: [...badSizes(canvas, inputStreamList), ...shadowed(inputStreamList)],
  };
}

function placeOf({ layoutParams, inputStreamId, fillMode }: CustomPlace, canvas: Canvas): Place {
  return {
    rect: fractionsOf(boxOf(layoutParams), canvas),
    layer: layoutParams.zOrder ?? 0,
    guest: inputStreamId ? (stream) => idOf(stream).startsWith(inputStreamId) : 'any',
    label: inputStreamId || undefined,
    renderMode: fillMode == null ? undefined : TiwFillMode[fillMode],
  };
}

/** Returns the id of a stream at TIW: the caller's `id` if given. */
function idOf({ kind, userId, streamId }: LayoutStream): string {
  if (streamId) return streamId;
  if (kind === LayoutStreamKind.WHITEBOARD) return WHITEBOARD_ID;
  return kind === LayoutStreamKind.SECOND ? `${SECOND_ID}_${userId ?? ''}` : (userId ?? '');
}

/** Warns about places all of whose streams match another place as well, because ids match by prefix. */
function shadowed(places: readonly CustomPlace[]): LayoutWarning[] {
  return places.flatMap(({ inputStreamId: id }, index) => {
    if (!id) return [];
    const rivals = places.flatMap(({ inputStreamId: other }, rival) => {
      const matches = rival !== index && other && id.startsWith(other);
      return matches && (id !== other || rival < index) ? [rival] : [];
    });
    if (rivals.length === 0) return [];
    const message = `Every stream that matches place ${index} also matches place ${rivals.join(', ')}: ids match by prefix. Which place it takes is not documented.`;
    return [warning(LayoutWarningCode.CONTESTED_PLACE, message, [index, ...rivals])];
  });
}

/** Sizes and positions that the vendor does not take: 2 to 3000 pixels, and 0 to 3000. */
function badSizes(canvas: Canvas, places: readonly CustomPlace[]): LayoutWarning[] {
  const fits = ({ x, y, width, height }: Box): boolean =>
    Math.min(x, y) >= 0 && Math.min(width, height) >= 2 && Math.max(x, y, width, height) <= 3000;
  const message = 'TIW takes widths and heights from 2 to 3000 pixels, x and y from 0 to 3000.';
  const bad = places.flatMap(({ layoutParams }, index) => (fits(boxOf(layoutParams)) ? [] : [index]));
  return [
    ...(fits({ ...canvas, x: 0, y: 0 })
      ? []
      : [warning(LayoutWarningCode.SIZE_NOT_ALLOWED, `The canvas has a size that is not allowed. ${message}`)]),
    ...(bad.length === 0
      ? []
      : [warning(LayoutWarningCode.SIZE_NOT_ALLOWED, `Place ${bad.join(', ')}: not allowed. ${message}`, bad)]),
  ];
}

function boxOf({ x, y, width, height }: CustomPlace['layoutParams']): Box {
  return { x: x ?? 0, y: y ?? 0, width, height };
}

function size({ width, height }: { readonly width: number; readonly height: number }) {
  return { width, height };
}
