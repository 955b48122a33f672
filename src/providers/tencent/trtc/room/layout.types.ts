import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
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
  description: 'How the pictures of a mixed recording are arranged.',
  valuesConfig: {
    FLOATING: { description: 'One big picture, small ones over it.' },
    SCREEN_SHARING: { description: 'A big picture at one side, the others in columns.' },
    GRID: { description: 'Equal pictures in a grid of 1, 2, 4, 9, 16 or 25.' },
    CUSTOM: { description: 'As mixLayoutList says.' },
  },
});

export enum TrtcLayoutMedia {
  MAIN = 0,
  SECOND = 1,
}

registerEnumType(TrtcLayoutMedia, {
  name: 'TrtcLayoutMedia',
  description: 'Which stream of a user a window shows. TrtcRecordMedia numbers streams differently.',
  valuesConfig: {
    MAIN: { description: 'Camera and microphone.' },
    SECOND: { description: 'The second stream, as a shared screen.' },
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
  description: 'How a picture is fitted into its window.',
  valuesConfig: {
    STRETCH: { description: 'Stretched to fill; may distort.' },
    CROP: { description: 'Cut to shape, then filled.' },
    FIT: { description: 'Shape kept; the background shows at the sides.' },
    CROP_LITTLE: { description: 'As CROP, but cuts at most 20 % of width or height.' },
  },
});

export enum TrtcPlaceHolderMode {
  OFF = 0,
  ON = 1,
}

registerEnumType(TrtcPlaceHolderMode, {
  name: 'TrtcPlaceHolderMode',
  description: 'Whether placeholder pictures show.',
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
    LEFT: { description: 'At the left.' },
    RIGHT: { description: 'At the right.' },
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

  @Field(() => Int, { description: 'Width; left + width must lie within the canvas. From 0 to 1920 pixels.' })
  @Between(0, 1920, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height; top + height must lie within the canvas. From 0 to 1920 pixels.' })
  @Between(0, 1920, 'pixels')
  height!: number;

  @Field(() => String, { nullable: true, description: 'User shown here. Absent: users in the order they enter.' })
  @IsOptional()
  userId?: string;

  @Field(() => Int, {
    nullable: true,
    description: "Transparency: 0 is opaque, 255 invisible. From 0 to 255. Vendor's default: 0.",
  })
  @IsOptional()
  @Between(0, 255)
  alpha?: number;

  @Field(() => TrtcRenderMode, { nullable: true, description: "How the picture is fitted. Vendor's default: CROP." })
  @IsOptional()
  renderMode?: TrtcRenderMode;

  @Field(() => TrtcLayoutMedia, { nullable: true, description: "Which stream of the user. Vendor's default: MAIN." })
  @IsOptional()
  mediaId?: TrtcLayoutMedia;

  @Field(() => Int, { nullable: true, description: "Layer; a smaller number is further back. Vendor's default: 0." })
  @IsOptional()
  @AtLeast(0)
  imageLayer?: number;

  @Field(() => String, {
    nullable: true,
    description: 'Placeholder picture of this window: jpg, jpeg or png, at most 2K resolution and 5 MB.',
  })
  @IsOptional()
  @ImageUrl()
  subBackgroundImage?: string;
}

@InputType({ description: 'The picture of a mixed recording.' })
export class TrtcMixLayoutParamsInput {
  @Field(() => TrtcLayoutMode, { description: 'Arrangement.' })
  mixLayoutMode!: TrtcLayoutMode;

  @Field(() => [TrtcMixLayoutInput], {
    nullable: true,
    description:
      'The windows of a CUSTOM arrangement, inside the canvas. Required, with at least one entry, when mixLayoutMode is CUSTOM. At most 25 entries.',
  })
  @RequiredWhen('mixLayoutMode is CUSTOM', is('mixLayoutMode', TrtcLayoutMode.CUSTOM))
  @Holds(
    'must have at least 1 entry when mixLayoutMode is CUSTOM',
    any(filled('mixLayoutList'), not(is('mixLayoutMode', TrtcLayoutMode.CUSTOM))),
  )
  @Items(0, 25)
  @ValidateNested({ each: true })
  mixLayoutList?: TrtcMixLayoutInput[];

  @Field(() => String, { nullable: true, description: "Colour of the canvas as #RRGGBB. Vendor's default: #000000." })
  @IsOptional()
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backGroundColor?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'User in the big window of FLOATING and SCREEN_SHARING. Absent: the first who publishes (FLOATING), or the background (SCREEN_SHARING).',
  })
  @IsOptional()
  maxResolutionUserId?: string;

  @Field(() => TrtcLayoutMedia, {
    nullable: true,
    description: "Stream of the user in the big window. Vendor's default: MAIN.",
  })
  @IsOptional()
  mediaId?: TrtcLayoutMedia;

  @Field(() => String, {
    nullable: true,
    description: 'Picture behind the canvas: jpg, jpeg or png, at most 2K resolution and 5 MB.',
  })
  @IsOptional()
  @ImageUrl()
  backgroundImageUrl?: string;

  @Field(() => TrtcPlaceHolderMode, {
    nullable: true,
    description: "Whether preset users who do not publish get a placeholder picture. Vendor's default: OFF.",
  })
  @IsOptional()
  placeHolderMode?: TrtcPlaceHolderMode;

  @Field(() => TrtcRenderMode, { nullable: true, description: 'How the picture behind the canvas is fitted.' })
  @IsOptional()
  backgroundImageRenderMode?: TrtcRenderMode;

  @Field(() => String, {
    nullable: true,
    description:
      'Placeholder picture of windows without one of their own: jpg, jpeg or png, at most 2K resolution and 5 MB.',
  })
  @IsOptional()
  @ImageUrl()
  defaultSubBackgroundImage?: string;

  @Field(() => [TrtcWaterMarkInput], { nullable: true, description: 'Watermarks. At most 25 entries.' })
  @IsOptional()
  @Items(0, 25)
  @ValidateNested({ each: true })
  waterMarkList?: TrtcWaterMarkInput[];

  @Field(() => TrtcRenderMode, {
    nullable: true,
    description: 'How pictures are fitted in FLOATING, SCREEN_SHARING and GRID.',
  })
  @IsOptional()
  renderMode?: TrtcRenderMode;

  @Field(() => TrtcBigWindowSide, {
    nullable: true,
    description: "Side of the big window in SCREEN_SHARING. Vendor's default: LEFT.",
  })
  @IsOptional()
  maxResolutionUserAlign?: TrtcBigWindowSide;

  @Field(() => Boolean, {
    nullable: true,
    description: "Give users with sound only no window. FLOATING, SCREEN_SHARING and GRID. Vendor's default: false.",
  })
  @IsOptional()
  pureAudioDisableLayout?: boolean;
}
