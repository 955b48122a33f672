import { ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { OptionalField } from '../../../../input/nullable-fields.ts';
import { derivedInput } from '../../../../input/derived-input.ts';
import { Between, Items } from '../../../../input/rules.ts';
import { TrtcMixLayoutInput, TrtcMixLayoutParamsInput } from './layout.types.ts';

// The layout fields of TrtcMixLayoutParamsInput with wider rules: a layout that TRTC would refuse is drawn with a
// warning.

const FAR = 10_000;

function within(min: number, what: string, accepted: string) {
  const description = `${what} From ${min} to ${FAR} pixels; TRTC accepts ${accepted}.`;
  return { description, rules: [Between(min, FAR, 'pixels')] };
}

const Canvas = derivedInput(TrtcMixLayoutInput, 'LayoutPreviewTrtcCanvasInput', 'Size of a canvas to preview.', {
  width: within(1, 'Width.', 'at most 1920'),
  height: within(1, 'Height.', 'at most 1920, and width x height up to 1920 x 1080'),
});

const Window = derivedInput(
  TrtcMixLayoutInput,
  'LayoutPreviewTrtcMixLayoutInput',
  'A window of a CUSTOM arrangement. A preview accepts values that TRTC refuses.',
  {
    top: within(-FAR, 'Distance from the top edge.', '0 to 1920'),
    left: within(-FAR, 'Distance from the left edge.', '0 to 1920'),
    width: within(0, 'Width.', 'at most 1920'),
    height: within(0, 'Height.', 'at most 1920'),
    userId: {},
    alpha: {},
    renderMode: {},
    mediaId: {},
    imageLayer: { rules: [] },
  },
);

const Arrangement = derivedInput(
  TrtcMixLayoutParamsInput,
  'LayoutPreviewTrtcMixLayoutParamsInput',
  'The arrangement of a mixed recording, as in mixLayoutParams of trtcCreateCloudRecording.',
  {
    mixLayoutMode: {},
    mixLayoutList: {
      of: Window,
      description:
        'Windows of a CUSTOM arrangement. Required when mixLayoutMode is CUSTOM. At most 100 entries; TRTC accepts 25.',
      rules: [Items(0, 100)],
    },
    backGroundColor: {},
    maxResolutionUserId: {},
    mediaId: {},
    renderMode: {},
    maxResolutionUserAlign: {},
    pureAudioDisableLayout: {},
  },
);

@InputType({ description: 'The layout of a mixed TRTC room recording.' })
export class LayoutPreviewTrtcInput {
  @OptionalField(() => Canvas, "The canvas: width and height of videoParams. Vendor's default: 360 x 640 pixels.")
  @ValidateNested()
  canvas?: InstanceType<typeof Canvas>;

  @Field(() => Arrangement, { description: 'The arrangement.' })
  @ValidateNested()
  mixLayoutParams!: InstanceType<typeof Arrangement>;
}
