import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { absent } from '../../../input/conditions.ts';
import { Between, Form, Items, RequiredWhen } from '../../../input/rules.ts';
import { TiwFillMode, TiwMixModel } from './layout.types.ts';

// The fields of TiwMixStreamInput that make a layout. Its rules are wider: what TIW would refuse is drawn, with a warning.

const HEX_COLOR = /^#[0-9A-Fa-f]{6}$/;
const FAR = 10_000;

@InputType({ description: 'Size of a canvas to preview.' })
export class LayoutPreviewTiwSizeInput {
  @Field(() => Int, { description: 'Width. From 1 to 10000 pixels; TIW accepts 2 to 3000.' })
  @Between(1, FAR, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 1 to 10000 pixels; TIW accepts 2 to 3000.' })
  @Between(1, FAR, 'pixels')
  height!: number;
}

@InputType({ description: 'A canvas to preview.' })
export class LayoutPreviewTiwCanvasInput {
  @Field(() => LayoutPreviewTiwSizeInput, { description: 'Size of the canvas.' })
  @ValidateNested()
  layoutParams!: LayoutPreviewTiwSizeInput;

  @Field(() => String, { nullable: true, description: "Background colour as #RRGGBB. Vendor's default: #000000." })
  @IsOptional()
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backgroundColor?: string;
}

@InputType({ description: 'Position and size of a picture. In pixels. A preview accepts values that TIW refuses.' })
export class LayoutPreviewTiwBoxInput {
  @Field(() => Int, { description: 'Width. From 0 to 10000 pixels; TIW accepts 2 to 3000.' })
  @Between(0, FAR, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 0 to 10000 pixels; TIW accepts 2 to 3000.' })
  @Between(0, FAR, 'pixels')
  height!: number;

  @Field(() => Int, {
    nullable: true,
    description:
      "Distance from the left edge. From -10000 to 10000 pixels; TIW accepts 0 to 3000. Vendor's default: 0.",
  })
  @IsOptional()
  @Between(-FAR, FAR, 'pixels')
  x?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Distance from the top edge. From -10000 to 10000 pixels; TIW accepts 0 to 3000. Vendor's default: 0.",
  })
  @IsOptional()
  @Between(-FAR, FAR, 'pixels')
  y?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Layer. Larger numbers are nearer to the viewer. Vendor's default: 0.",
  })
  @IsOptional()
  zOrder?: number;
}

@InputType({ description: 'A place on the canvas to preview.' })
export class LayoutPreviewTiwPlaceInput {
  @Field(() => LayoutPreviewTiwBoxInput, { description: 'Position and size of the place.' })
  @ValidateNested()
  layoutParams!: LayoutPreviewTiwBoxInput;

  @Field(() => String, {
    nullable: true,
    description:
      'Stream shown in the place, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. Empty or absent: the place is free for the next stream.',
  })
  @IsOptional()
  inputStreamId?: string;

  @Field(() => String, { nullable: true, description: 'Background colour as #RRGGBB. The preview does not draw it.' })
  @IsOptional()
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backgroundColor?: string;

  @Field(() => TiwFillMode, { nullable: true, description: 'How the picture fills the place.' })
  @IsOptional()
  fillMode?: TiwFillMode;
}

@InputType({ description: 'A custom layout to preview.' })
export class LayoutPreviewTiwCustomInput {
  @Field(() => LayoutPreviewTiwCanvasInput, { description: 'The canvas.' })
  @ValidateNested()
  canvas!: LayoutPreviewTiwCanvasInput;

  @Field(() => [LayoutPreviewTiwPlaceInput], { description: 'Places on the canvas. At most 100 entries.' })
  @Items(0, 100)
  @ValidateNested({ each: true })
  inputStreamList!: LayoutPreviewTiwPlaceInput[];
}

@InputType({ description: 'The layout of the mixed whiteboard video, as in mixStream of tiwStartOnlineRecord.' })
export class LayoutPreviewTiwInput {
  @Field(() => TiwMixModel, { nullable: true, description: 'Built-in layout. Required when custom is absent.' })
  @RequiredWhen('custom is absent', absent('custom'))
  modelId?: TiwMixModel;

  @Field(() => String, {
    nullable: true,
    description: 'User shown in the first small picture of a built-in layout. Used only with modelId.',
  })
  @IsOptional()
  teacherId?: string;

  @Field(() => LayoutPreviewTiwCustomInput, {
    nullable: true,
    description: 'A custom layout; modelId and teacherId are then ignored.',
  })
  @IsOptional()
  @ValidateNested()
  custom?: LayoutPreviewTiwCustomInput;
}
