import { derivedInput } from '../../../input/derived-input.ts';
import { Between, Items } from '../../../input/rules.ts';
import {
  TiwCanvasInput,
  TiwCustomLayoutInput,
  TiwLayoutParamsInput,
  TiwMixStreamInput,
  TiwStreamLayoutInput,
} from './layout.types.ts';

// The layout fields of TiwMixStreamInput with wider rules: a layout that TIW would refuse is drawn with a warning.

const FAR = 10_000;

function within(min: number, what: string, accepted: string) {
  const description = `${what} From ${min} to ${FAR} pixels; TIW accepts ${accepted}.`;
  return { description, rules: [Between(min, FAR, 'pixels')] };
}

const Size = derivedInput(TiwLayoutParamsInput, 'LayoutPreviewTiwSizeInput', 'Size of a canvas to preview.', {
  width: within(1, 'Width.', '2 to 3000'),
  height: within(1, 'Height.', '2 to 3000'),
});

const Canvas = derivedInput(TiwCanvasInput, 'LayoutPreviewTiwCanvasInput', 'A canvas to preview.', {
  layoutParams: { of: Size, description: 'Size of the canvas.' },
  backgroundColor: {},
});

const Box = derivedInput(
  TiwLayoutParamsInput,
  'LayoutPreviewTiwBoxInput',
  'Position and size of a picture. In pixels. A preview accepts values that TIW refuses.',
  {
    width: within(0, 'Width.', '2 to 3000'),
    height: within(0, 'Height.', '2 to 3000'),
    x: within(-FAR, 'Distance from the left edge.', "0 to 3000. Vendor's default: 0"),
    y: within(-FAR, 'Distance from the top edge.', "0 to 3000. Vendor's default: 0"),
    zOrder: {},
  },
);

const Place = derivedInput(TiwStreamLayoutInput, 'LayoutPreviewTiwPlaceInput', 'A place on the canvas to preview.', {
  layoutParams: { of: Box },
  inputStreamId: {},
  backgroundColor: { description: 'Background colour as #RRGGBB. The preview does not draw it.' },
  fillMode: {},
});

const Custom = derivedInput(TiwCustomLayoutInput, 'LayoutPreviewTiwCustomInput', 'A custom layout to preview.', {
  canvas: { of: Canvas },
  inputStreamList: { of: Place, description: 'Places on the canvas. At most 100 entries.', rules: [Items(0, 100)] },
});

export type LayoutPreviewTiwInput = Pick<TiwMixStreamInput, 'modelId' | 'teacherId' | 'custom'>;
export const LayoutPreviewTiwInput = derivedInput(
  TiwMixStreamInput,
  'LayoutPreviewTiwInput',
  'The layout of the mixed whiteboard video, as in mixStream of tiwStartOnlineRecord.',
  { modelId: {}, teacherId: {}, custom: { of: Custom } },
);
