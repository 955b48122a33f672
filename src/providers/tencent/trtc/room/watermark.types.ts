import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../../input/nullable-fields.ts';
import { Address } from '../../../../input/addresses.ts';
import { absent, any, is } from '../../../../input/conditions.ts';
import { AtLeast, Between, NotEmpty, RequiredWhen } from '../../../../input/rules.ts';
import { OnlyAt } from '../../api/sites.ts';

/** Its characters, and its end before a query or a fragment: two patterns, for one would look back over the whole. */
const IMAGE_URL = [/^https?:\/\/[\w\-.~:/?#[\]@!&()*+,%=]+$/i, /^https?:\/\/.+?\.(?:jpe?g|png)(?:[?#]|$)/i];
const IMAGE_URL_MESSAGE =
  'must be an http or https address of a .jpg, .jpeg or .png file, in the characters A-Z a-z 0-9 - . _ ~ : / ? # [ ] @ ! & ( ) * + , % =';

/** TRTC's rule for the address of a picture. */
export function ImageUrl(): PropertyDecorator {
  return Address(IMAGE_URL, IMAGE_URL_MESSAGE);
}

export enum TrtcWaterMarkType {
  IMAGE = 0,
  TEXT = 1,
  TIMESTAMP = 2,
}

registerEnumType(TrtcWaterMarkType, {
  name: 'TrtcWaterMarkType',
  description: 'Kind of a watermark.',
  valuesConfig: {
    IMAGE: { description: 'A picture: waterMarkImage.' },
    TEXT: { description: 'A text: waterMarkChar.' },
    TIMESTAMP: { description: 'The time: waterMarkTimestamp.' },
  },
});

export enum TrtcWaterMarkFont {
  TENCENT = 'Tencent',
  SOURCE_HAN_SANS = 'SourceHanSans',
}

registerEnumType(TrtcWaterMarkFont, {
  name: 'TrtcWaterMarkFont',
  description: 'Font of a watermark.',
  valuesConfig: {
    TENCENT: { description: 'The default font.' },
    SOURCE_HAN_SANS: { description: 'Source Han Sans.' },
  },
});

export enum TrtcWaterMarkPosition {
  TOP_LEFT = 0,
  TOP_RIGHT = 1,
  BOTTOM_LEFT = 2,
  BOTTOM_RIGHT = 3,
  TOP_MIDDLE = 4,
  BOTTOM_MIDDLE = 5,
  CENTER = 6,
}

registerEnumType(TrtcWaterMarkPosition, {
  name: 'TrtcWaterMarkPosition',
  description: 'Position of the time.',
  valuesConfig: {
    TOP_LEFT: { description: 'Top left.' },
    TOP_RIGHT: { description: 'Top right.' },
    BOTTOM_LEFT: { description: 'Bottom left.' },
    BOTTOM_RIGHT: { description: 'Bottom right.' },
    TOP_MIDDLE: { description: 'Top centre.' },
    BOTTOM_MIDDLE: { description: 'Bottom centre.' },
    CENTER: { description: 'Centre.' },
  },
});

@InputType({ description: 'A picture as watermark.' })
export class TrtcWaterMarkImageInput {
  @Field(() => String, { description: 'Address of the picture: jpg, jpeg or png, at most 5 MB.' })
  @ImageUrl()
  waterMarkUrl!: string;

  @Field(() => Int, { description: 'Distance from the top edge of the canvas. From 0 to 2560 pixels.' })
  @Between(0, 2560, 'pixels')
  top!: number;

  @Field(() => Int, { description: 'Distance from the left edge of the canvas. From 0 to 2560 pixels.' })
  @Between(0, 2560, 'pixels')
  left!: number;

  @Field(() => Int, { description: 'Width. From 0 to 2560 pixels. left + width must lie within the canvas.' })
  @Between(0, 2560, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 0 to 2560 pixels. top + height must lie within the canvas.' })
  @Between(0, 2560, 'pixels')
  height!: number;
}

@InputType({ description: 'A text as watermark.' })
export class TrtcWaterMarkCharInput {
  @Field(() => Int, { description: 'Distance from the top edge of the canvas. In pixels.' })
  @AtLeast(0)
  top!: number;

  @Field(() => Int, { description: 'Distance from the left edge of the canvas. In pixels.' })
  @AtLeast(0)
  left!: number;

  @Field(() => Int, { description: 'Width. In pixels.' })
  @AtLeast(0)
  width!: number;

  @Field(() => Int, { description: 'Height. In pixels.' })
  @AtLeast(0)
  height!: number;

  @Field(() => String, { description: 'Text.' })
  @NotEmpty()
  chars!: string;

  @OptionalField(() => Int, "Font size. In pixels. Vendor's default: 14.")
  @AtLeast(0)
  fontSize?: number;

  @OptionalField(() => String, "Font colour. Vendor's default: white.")
  fontColor?: string;

  @OptionalField(() => String, 'Background colour of the text. Absent or empty: transparent.')
  backGroundColor?: string;

  @OptionalField(() => TrtcWaterMarkFont, "Font. China site only. Vendor's default: TENCENT.")
  @OnlyAt('china')
  font?: TrtcWaterMarkFont;
}

@InputType({ description: 'The time as watermark.' })
export class TrtcWaterMarkTimestampInput {
  @Field(() => TrtcWaterMarkPosition, { description: 'Position of the time.' })
  pos!: TrtcWaterMarkPosition;

  @OptionalField(
    () => Int,
    "Time zone. In hours east of UTC; zones west of UTC cannot be expressed. Vendor's default: 8.",
  )
  @AtLeast(0)
  timeZone?: number;

  @OptionalField(() => TrtcWaterMarkFont, "Font. China site only. Vendor's default: TENCENT.")
  @OnlyAt('china')
  font?: TrtcWaterMarkFont;
}

@InputType({ description: 'A watermark of one kind.' })
export class TrtcWaterMarkInput {
  @OptionalField(() => TrtcWaterMarkType, "Kind of the watermark. Vendor's default: IMAGE.")
  waterMarkType?: TrtcWaterMarkType;

  @NullableField(() => TrtcWaterMarkImageInput, 'The picture. Required when waterMarkType is IMAGE or absent.')
  @RequiredWhen('waterMarkType is IMAGE', any(absent('waterMarkType'), is('waterMarkType', TrtcWaterMarkType.IMAGE)))
  @ValidateNested()
  waterMarkImage?: TrtcWaterMarkImageInput;

  @NullableField(() => TrtcWaterMarkCharInput, 'The text. Required when waterMarkType is TEXT.')
  @RequiredWhen('waterMarkType is TEXT', is('waterMarkType', TrtcWaterMarkType.TEXT))
  @ValidateNested()
  waterMarkChar?: TrtcWaterMarkCharInput;

  @NullableField(() => TrtcWaterMarkTimestampInput, 'The time. Required when waterMarkType is TIMESTAMP.')
  @RequiredWhen('waterMarkType is TIMESTAMP', is('waterMarkType', TrtcWaterMarkType.TIMESTAMP))
  @ValidateNested()
  waterMarkTimestamp?: TrtcWaterMarkTimestampInput;
}
