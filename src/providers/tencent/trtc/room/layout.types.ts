import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../../input/nullable-fields.ts';
import { any, filled, is, not } from '../../../../input/conditions.ts';
import { AtLeast, Between, Form, Holds, Items, RequiredWhen } from '../../../../input/rules.ts';
import { ImageUrl, TrtcWaterMarkInput } from './watermark.types.ts';

const HEX_COLOR = /^#[0-9A-Fa-f]{6}$/;

export enum TrtcLayoutMode {
  FLOATING = 1,
  SCREEN_SHARING = 2,
  GRID = 3,
  CUSTOM = 4,
}

registerEnumType(TrtcLayoutMode, {
  name: 'TrtcLayoutMode',
  description: 'Arrangement of the pictures of a mixed recording.',
  valuesConfig: {
    FLOATING: { description: 'One big picture with small pictures on top.' },
    SCREEN_SHARING: { description: 'One big picture on one side, the others in columns.' },
    GRID: { description: 'Equal pictures in a grid of 1, 2, 4, 9, 16 or 25.' },
    CUSTOM: { description: 'Windows as described by mixLayoutList.' },
  },
});

export enum TrtcLayoutMedia {
  MAIN = 0,
  SECOND = 1,
}

registerEnumType(TrtcLayoutMedia, {
  name: 'TrtcLayoutMedia',
  description: 'Stream of a user that a window shows. TrtcRecordMedia numbers streams differently.',
  valuesConfig: {
    MAIN: { description: 'Camera and microphone.' },
    SECOND: { description: 'Second stream, such as a shared screen.' },
  },
});

export enum TrtcRenderMode {
  STRETCH = 0,
  CROP = 1,
  FIT = 2,
  CROP_LITTLE = 3,
}

registerEnumType(TrtcRenderMode, {
  name: 'TrtcRenderMode',
  description: 'How a picture fits its window.',
  valuesConfig: {
    STRETCH: { description: 'Stretched to fill; may distort.' },
    CROP: { description: 'Cropped to the shape of the window, then scaled to fill.' },
    FIT: { description: 'Scaled to fit; the background shows at the sides.' },
    CROP_LITTLE: { description: 'Like CROP, but cuts at most 20 % of the width or height.' },
  },
});

export enum TrtcPlaceHolderMode {
  OFF = 0,
  ON = 1,
}

registerEnumType(TrtcPlaceHolderMode, {
  name: 'TrtcPlaceHolderMode',
  description: 'Whether placeholder pictures are shown.',
  valuesConfig: {
    OFF: { description: 'No placeholders.' },
    ON: { description: 'A placeholder for every preset user who does not publish.' },
  },
});

export enum TrtcBigWindowSide {
  LEFT = 0,
  RIGHT = 1,
}

registerEnumType(TrtcBigWindowSide, {
  name: 'TrtcBigWindowSide',
  description: 'Side of the big window in SCREEN_SHARING.',
  valuesConfig: {
    LEFT: { description: 'Left.' },
    RIGHT: { description: 'Right.' },
  },
});

@InputType({ description: 'A window of a CUSTOM arrangement.' })
export class TrtcMixLayoutInput {
  @Field(() => Int, { description: 'Distance from the top edge of the canvas. From 0 to 1920 pixels.' })
  @Between(0, 1920, 'pixels')
  top!: number;

  @Field(() => Int, { description: 'Distance from the left edge of the canvas. From 0 to 1920 pixels.' })
  @Between(0, 1920, 'pixels')
  left!: number;

  @Field(() => Int, { description: 'Width. From 0 to 1920 pixels. left + width must lie within the canvas.' })
  @Between(0, 1920, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 0 to 1920 pixels. top + height must lie within the canvas.' })
  @Between(0, 1920, 'pixels')
  height!: number;

  @OptionalField(() => String, 'User shown in the window. Absent: users in the order in which they join.')
  userId?: string;

  @OptionalField(() => Int, "Transparency. From 0 (opaque) to 255 (invisible). Vendor's default: 0.")
  @Between(0, 255)
  alpha?: number;

  @OptionalField(() => TrtcRenderMode, "How the picture fits the window. Vendor's default: CROP.")
  renderMode?: TrtcRenderMode;

  @OptionalField(() => TrtcLayoutMedia, "Stream of the user. Vendor's default: MAIN.")
  mediaId?: TrtcLayoutMedia;

  @OptionalField(() => Int, "Layer. Smaller numbers are further back. Vendor's default: 0.")
  @AtLeast(0)
  imageLayer?: number;

  @OptionalField(
    () => String,
    'Address of the placeholder picture of the window: jpg, jpeg or png, at most 2K resolution and 5 MB.',
  )
  @ImageUrl()
  subBackgroundImage?: string;
}

@InputType({ description: 'The picture of a mixed recording.' })
export class TrtcMixLayoutParamsInput {
  @Field(() => TrtcLayoutMode, { description: 'Arrangement of the pictures.' })
  mixLayoutMode!: TrtcLayoutMode;

  @NullableField(
    () => [TrtcMixLayoutInput],
    'Windows of a CUSTOM arrangement, inside the canvas. At most 25 entries. At least one is required when mixLayoutMode is CUSTOM.',
  )
  @RequiredWhen('mixLayoutMode is CUSTOM', is('mixLayoutMode', TrtcLayoutMode.CUSTOM))
  @Holds(
    'must have at least 1 entry when mixLayoutMode is CUSTOM',
    any(filled('mixLayoutList'), not(is('mixLayoutMode', TrtcLayoutMode.CUSTOM))),
  )
  @Items(0, 25)
  @ValidateNested({ each: true })
  mixLayoutList?: TrtcMixLayoutInput[];

  @OptionalField(() => String, "Background colour of the canvas as #RRGGBB. Vendor's default: #000000.")
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backGroundColor?: string;

  @OptionalField(
    () => String,
    'User in the big window of FLOATING and SCREEN_SHARING. Absent: the first user who publishes (FLOATING), or the background (SCREEN_SHARING).',
  )
  maxResolutionUserId?: string;

  @OptionalField(() => TrtcLayoutMedia, "Stream of the user in the big window. Vendor's default: MAIN.")
  mediaId?: TrtcLayoutMedia;

  @OptionalField(
    () => String,
    'Address of the background picture of the canvas: jpg, jpeg or png, at most 2K resolution and 5 MB.',
  )
  @ImageUrl()
  backgroundImageUrl?: string;

  @OptionalField(
    () => TrtcPlaceHolderMode,
    "Whether preset users who do not publish get a placeholder picture. Vendor's default: OFF.",
  )
  placeHolderMode?: TrtcPlaceHolderMode;

  @OptionalField(() => TrtcRenderMode, 'How the background picture fits the canvas.')
  backgroundImageRenderMode?: TrtcRenderMode;

  @OptionalField(
    () => String,
    'Address of the placeholder picture of windows without their own: jpg, jpeg or png, at most 2K resolution and 5 MB.',
  )
  @ImageUrl()
  defaultSubBackgroundImage?: string;

  @OptionalField(() => [TrtcWaterMarkInput], 'Watermarks. At most 25 entries.')
  @Items(0, 25)
  @ValidateNested({ each: true })
  waterMarkList?: TrtcWaterMarkInput[];

  @OptionalField(() => TrtcRenderMode, 'How pictures fit their windows in FLOATING, SCREEN_SHARING and GRID.')
  renderMode?: TrtcRenderMode;

  @OptionalField(() => TrtcBigWindowSide, "Side of the big window in SCREEN_SHARING. Vendor's default: LEFT.")
  maxResolutionUserAlign?: TrtcBigWindowSide;

  @OptionalField(
    () => Boolean,
    "Whether users with audio only get no window in FLOATING, SCREEN_SHARING and GRID. Vendor's default: false.",
  )
  pureAudioDisableLayout?: boolean;
}
