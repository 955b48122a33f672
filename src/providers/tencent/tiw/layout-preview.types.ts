import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { absent } from '../../../input/conditions.ts';
import { Between, Form, Items, RequiredWhen } from '../../../input/rules.ts';
import { TiwFillMode, TiwMixModel } from './layout.types.ts';

// The fields of TiwMixStreamInput that make a layout. Its rules are wider: what TIW would refuse is drawn, with a warning.

const HEX_COLOR = /^#[0-9A-Fa-f]{6}$/;
const FAR = 10_000;

@InputType({ description: 'Size of a canvas to look at, in pixels.' })
export class LayoutPreviewTiwSizeInput {
  @Field(() => Int, { description: 'Width. From 1 to 10000 pixels; TIW takes 2 to 3000.' })
  @Between(1, FAR, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 1 to 10000 pixels; TIW takes 2 to 3000.' })
  @Between(1, FAR, 'pixels')
  height!: number;
}

@InputType({ description: 'A canvas to look at.' })
export class LayoutPreviewTiwCanvasInput {
  @Field(() => LayoutPreviewTiwSizeInput, { description: 'Size of the canvas.' })
  @ValidateNested()
  layoutParams!: LayoutPreviewTiwSizeInput;

  @Field(() => String, { nullable: true, description: "Background colour as #RRGGBB. Vendor's default: #000000." })
  @IsOptional()
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backgroundColor?: string;
}

@InputType({ description: 'Place and size of a picture to look at, in pixels; also such as TIW would refuse.' })
export class LayoutPreviewTiwBoxInput {
  @Field(() => Int, { description: 'Width. From 0 to 10000 pixels; TIW takes 2 to 3000.' })
  @Between(0, FAR, 'pixels')
  width!: number;

  @Field(() => Int, { description: 'Height. From 0 to 10000 pixels; TIW takes 2 to 3000.' })
  @Between(0, FAR, 'pixels')
  height!: number;

  @Field(() => Int, {
    nullable: true,
    description: "Distance from the left edge. From -10000 to 10000 pixels; TIW takes 0 to 3000. Vendor's default: 0.",
  })
  @IsOptional()
  @Between(-FAR, FAR, 'pixels')
  x?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Distance from the top edge. From -10000 to 10000 pixels; TIW takes 0 to 3000. Vendor's default: 0.",
  })
  @IsOptional()
  @Between(-FAR, FAR, 'pixels')
  y?: number;

  @Field(() => Int, {
    nullable: true,
    description: "Layer; a larger number is nearer to the viewer. Vendor's default: 0.",
  })
  @IsOptional()
  zOrder?: number;
}

@InputType({ description: 'One place to look at.' })
export class LayoutPreviewTiwPlaceInput {
  @Field(() => LayoutPreviewTiwBoxInput, { description: 'Where the place lies and how large it is.' })
  @ValidateNested()
  layoutParams!: LayoutPreviewTiwBoxInput;

  @Field(() => String, {
    nullable: true,
    description:
      'Who is shown here, matched by prefix: tic_record_user is the whiteboard, tic_substream the second streams, anything else a user id. Empty or absent: a free place for the next stream.',
  })
  @IsOptional()
  inputStreamId?: string;

  @Field(() => String, { nullable: true, description: 'Background colour as #RRGGBB. It is not drawn.' })
  @IsOptional()
  @Form(HEX_COLOR, 'must be a colour as #RRGGBB')
  backgroundColor?: string;

  @Field(() => TiwFillMode, { nullable: true, description: 'How the picture fills the place.' })
  @IsOptional()
  fillMode?: TiwFillMode;
}

@InputType({ description: 'A layout of your own to look at.' })
export class LayoutPreviewTiwCustomInput {
  @Field(() => LayoutPreviewTiwCanvasInput, { description: 'The whole picture.' })
  @ValidateNested()
  canvas!: LayoutPreviewTiwCanvasInput;

  @Field(() => [LayoutPreviewTiwPlaceInput], { description: 'The places on it. At most 100 entries.' })
  @Items(0, 100)
  @ValidateNested({ each: true })
  inputStreamList!: LayoutPreviewTiwPlaceInput[];
}

@InputType({ description: 'A layout of the mixed whiteboard video, as in mixStream of tiwStartOnlineRecord.' })
export class LayoutPreviewTiwInput {
  @Field(() => TiwMixModel, { nullable: true, description: 'Built-in layout. Required when custom is absent.' })
  @RequiredWhen('custom is absent', absent('custom'))
  modelId?: TiwMixModel;

  @Field(() => String, {
    nullable: true,
    description: 'User shown in the first small picture of a built-in layout. Counts only together with modelId.',
  })
  @IsOptional()
  teacherId?: string;

  @Field(() => LayoutPreviewTiwCustomInput, {
    nullable: true,
    description: 'A layout of your own; modelId and teacherId then do not count.',
  })
  @IsOptional()
  @ValidateNested()
  custom?: LayoutPreviewTiwCustomInput;
}
