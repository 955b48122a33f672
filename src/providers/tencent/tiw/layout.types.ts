import { ValidateNested } from 'class-validator';
import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import { NullableField, OptionalField } from '../../../input/nullable-fields.ts';
import { absent } from '../../../input/conditions.ts';
import { Between, Finds, Form, RequiredWhen, SomeItems } from '../../../input/rules.ts';
import type { InputFault } from '../../../errors.ts';

const HEX_COLOR = /^#[0-9A-Fa-f]{6}$/;

export enum TiwMixModel {
  ROW = 1,
  COLUMN = 2,
}

registerEnumType(TiwMixModel, {
  name: 'TiwMixModel',
  description: 'Built-in layout of the mixed whiteboard video.',
  valuesConfig: {
    ROW: { description: 'The whiteboard and a row of four small pictures. Canvas 1320 x 1224 pixels.' },
    COLUMN: {
      description: 'The whiteboard and, to the right, a column of four small pictures. Canvas 1624 x 1000 pixels.',
    },
  },
});

export enum TiwFillMode {
  FIT = 0,
  FILL = 1,
}

registerEnumType(TiwFillMode, {
  name: 'TiwFillMode',
  description: 'How a picture fills its place.',
  valuesConfig: {
    FIT: { description: 'Scaled to fit; bars may show.' },
    FILL: { description: 'Scaled up to fill the place; the overhang is cut off.' },
  },
});

@InputType({ description: 'Position and size of a picture. In pixels.' })
export class TiwLayoutParamsInput {
  @Field(() => Int, { description: 'Width. From 2 to 3000 pixels.' })
  @Between(2, 3000, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 2 to 3000 pixels.' })
  @Between(2, 3000, 'pixels')
  height!: number;

  @OptionalField(() => Int, "Distance from the left edge of the canvas. From 0 to 3000 pixels. Vendor's default: 0.")
  @Between(0, 3000, 'pixels')
  x?: number;

  @OptionalField(() => Int, "Distance from the top edge of the canvas. From 0 to 3000 pixels. Vendor's default: 0.")
  @Between(0, 3000, 'pixels')
  y?: number;

  @OptionalField(() => Int, "Layer. Larger numbers are nearer to the viewer. Vendor's default: 0.")
  zOrder?: number;
}

@InputType({ description: 'The canvas of a mixed video.' })
export class TiwCanvasInput {
  @Field(() => TiwLayoutParamsInput, { description: 'Size of the canvas; x, y and zOrder are ignored.' })
  @ValidateNested()
  layoutParams!: TiwLayoutParamsInput;

  @OptionalField(() => String, "Background colour as #RRGGBB. Vendor's default: #000000.")
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backgroundColor?: string;
}

@InputType({ description: 'A place on the canvas.' })
export class TiwStreamLayoutInput {
  @Field(() => TiwLayoutParamsInput, { description: 'Position and size of the place.' })
  @ValidateNested()
  layoutParams!: TiwLayoutParamsInput;

  @OptionalField(
    () => String,
    'Stream shown in the place, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. Empty or absent: the place is free for the next stream.',
  )
  inputStreamId?: string;

  @OptionalField(() => String, "Background colour as #RRGGBB. Vendor's default: #000000.")
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backgroundColor?: string;

  @OptionalField(() => TiwFillMode, 'How the picture fills the place.')
  fillMode?: TiwFillMode;
}

/** Returns the places outside the canvas: none of their content would be mixed. */
function placesOutside(places: readonly TiwStreamLayoutInput[], { canvas }: TiwCustomLayoutInput): InputFault[] {
  const { width, height } = canvas.layoutParams;
  return places.flatMap(({ layoutParams: place }, index) => {
    const fits = (place.x ?? 0) + place.width <= width && (place.y ?? 0) + place.height <= height;
    const path = [String(index), 'layoutParams'];
    return fits ? [] : [{ path, message: 'layoutParams must lie inside the canvas' }];
  });
}

@InputType({ description: 'A custom layout of the mixed whiteboard video.' })
export class TiwCustomLayoutInput {
  @Field(() => TiwCanvasInput, { description: 'The canvas.' })
  @ValidateNested()
  canvas!: TiwCanvasInput;

  @Field(() => [TiwStreamLayoutInput], {
    description: 'Places on the canvas. At least one; none may reach outside the canvas.',
  })
  @Finds(placesOutside, { message: 'layoutParams must lie inside the canvas' })
  @SomeItems()
  @ValidateNested({ each: true })
  inputStreamList!: TiwStreamLayoutInput[];
}

@InputType({
  description:
    'The mixed video: whiteboard and cameras in one picture. Must be enabled for the account, and extras must contain MIX_STREAM.',
})
export class TiwMixStreamInput {
  @Field(() => Boolean, { description: 'Whether to make a mixed video in addition to the videos of single streams.' })
  enabled!: boolean;

  @OptionalField(() => Boolean, 'Whether to leave audio out of the mix.')
  disableAudio?: boolean;

  @NullableField(() => TiwMixModel, 'Built-in layout. Required when custom is absent.')
  @RequiredWhen('custom is absent', absent('custom'))
  modelId?: TiwMixModel;

  @OptionalField(() => String, 'User shown in the first small picture of a built-in layout. Used only with modelId.')
  teacherId?: string;

  @OptionalField(() => TiwCustomLayoutInput, 'A custom layout; modelId and teacherId are then ignored.')
  @ValidateNested()
  custom?: TiwCustomLayoutInput;
}
