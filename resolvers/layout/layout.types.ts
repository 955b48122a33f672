import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LayoutWarningCode, type Canvas, type LayoutWarning } from '../../src/layout/layout.ts';
import type { LayoutPreview, LayoutWindow } from '../../src/layout/preview.ts';
import { Payload } from '../../src/graphql/payload.ts';

registerEnumType(LayoutWarningCode, {
  name: 'LayoutWarningCode',
  description: 'What deserves a second look in a layout. Codes are stable; new ones may be added.',
  valuesConfig: {
    OVERLAP: {
      description: 'Places overlap on one layer, or partly. A small place wholly inside one behind it is no overlap.',
    },
    COVERED: { description: 'Another place hides the whole of this one while it shows a picture.' },
    OUTSIDE_CANVAS: { description: 'The place reaches outside the canvas. The vendor may refuse the whole layout.' },
    SIZE_NOT_ALLOWED: { description: 'The canvas or the place has a size or position that the vendor does not take.' },
    NO_PLACES: { description: 'The layout has no place.' },
    TOO_MANY_PLACES: { description: 'There are more places or pictures than the vendor allows.' },
    UNREACHABLE_PLACE: { description: 'None of the streams can take the place.' },
    CONTESTED_PLACE: { description: 'Several streams match the place, or its streams match other places as well.' },
    STREAM_WITHOUT_PLACE: { description: 'The stream is not shown.' },
    NOT_COMPARED: { description: 'There are too many places to compare all of them with each other.' },
    NOT_DOCUMENTED: { description: 'The vendor does not say how it does this; what is drawn is a guess.' },
  },
});

@ObjectType({ description: 'The whole picture.', simpleResolvers: true })
export class LayoutCanvas implements Canvas {
  @Field(() => Int, { description: 'Width. In pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Height. In pixels.' })
  height!: number;

  @Field(() => String, { description: 'Background colour as #RRGGBB.' })
  backgroundColor!: string;
}

@ObjectType('LayoutWindow', { description: 'A place on the canvas, and who is in it.', simpleResolvers: true })
export class LayoutWindowType implements LayoutWindow {
  @Field(() => Int, { description: 'Its number, from 0: in a custom layout its number in your list.' })
  place!: number;

  @Field(() => Int, { description: 'Layer; a larger number is nearer to the viewer.' })
  layer!: number;

  @Field(() => Int, { nullable: true, description: 'Number of the stream in it, from 0. Null: nobody is in it.' })
  stream!: number | null;

  @Field(() => String, { nullable: true, description: 'User of that stream.' })
  userId!: string | null;

  @Field(() => String, { nullable: true, description: 'Id of that stream, where you gave one.' })
  streamId!: string | null;

  @Field(() => Int, { description: 'Left edge. In pixels from the left edge of the canvas.' })
  x!: number;

  @Field(() => Int, { description: 'Top edge. In pixels from the top edge of the canvas.' })
  y!: number;

  @Field(() => Int, { description: 'Width. In pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Height. In pixels.' })
  height!: number;

  @Field(() => Float, { description: 'Left edge, as a fraction of the width of the canvas.' })
  left!: number;

  @Field(() => Float, { description: 'Top edge, as a fraction of the height of the canvas.' })
  top!: number;

  @Field(() => Float, { description: 'Right edge, as a fraction of the width of the canvas.' })
  right!: number;

  @Field(() => Float, { description: 'Bottom edge, as a fraction of the height of the canvas.' })
  bottom!: number;

  @Field(() => String, {
    nullable: true,
    description: "How a picture fills it, in the vendor's words, as FIT. Null where the vendor states no default.",
  })
  renderMode!: string | null;
}

@ObjectType('LayoutWarning', {
  description: 'Something in a layout that deserves a second look.',
  simpleResolvers: true,
})
export class LayoutWarningType implements LayoutWarning {
  @Field(() => LayoutWarningCode, { description: 'What it is, for programs.' })
  code!: LayoutWarningCode;

  @Field(() => String, { description: 'What it is, for people.' })
  message!: string;

  @Field(() => [Int], { description: 'The places it is about.' })
  places!: readonly number[];

  @Field(() => [Int], { description: 'The streams it is about.' })
  streams!: readonly number[];
}

@ObjectType({ description: 'A layout, looked at.', simpleResolvers: true })
export class LayoutPreviewPayload extends Payload implements Partial<LayoutPreview> {
  @Field(() => LayoutCanvas, { nullable: true, description: 'The whole picture.' })
  canvas?: Canvas;

  @Field(() => [LayoutWindowType], {
    nullable: true,
    description:
      'The places, from back to front. Pixels are fractions times the canvas, each edge rounded to the nearest pixel.',
  })
  windows?: readonly LayoutWindow[];

  @Field(() => [LayoutWarningType], { nullable: true, description: 'What deserves a second look.' })
  warnings?: readonly LayoutWarning[];

  @Field(() => String, {
    nullable: true,
    description: 'A picture of it as SVG, which stands alone: one unit for each pixel of the canvas, no script.',
  })
  svg?: string;
}
