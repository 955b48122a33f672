import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { NullableField } from '../../src/input/nullable-fields.ts';
import { LayoutWarningCode, type Canvas, type LayoutWarning } from '../../src/layout/layout.ts';
import type { LayoutPreview, LayoutWindow } from '../../src/layout/preview.ts';
import { Payload } from '../../src/graphql/payload.ts';

registerEnumType(LayoutWarningCode, {
  name: 'LayoutWarningCode',
  description: 'Kind of a layout warning. Codes are stable; new codes may be added.',
  valuesConfig: {
    OVERLAP: {
      description:
        'Two places overlap partly, or wholly on the same layer. A small place inside a larger one behind it is fine.',
    },
    COVERED: { description: 'Another place that shows a picture hides this place completely.' },
    OUTSIDE_CANVAS: { description: 'The place reaches outside the canvas. The vendor may refuse the whole layout.' },
    SIZE_NOT_ALLOWED: {
      description: 'The vendor does not accept the size or the position of the canvas or of the place.',
    },
    NO_PLACES: { description: 'The layout has no place.' },
    TOO_MANY_PLACES: { description: 'The layout has more places or pictures than the vendor allows.' },
    UNREACHABLE_PLACE: { description: 'No stream matches the place.' },
    CONTESTED_PLACE: {
      description: 'Several streams match the place, or a matching stream also matches another place.',
    },
    STREAM_WITHOUT_PLACE: { description: 'The stream is not shown.' },
    NOT_COMPARED: { description: 'The layout has too many places to compare each with every other.' },
    NOT_DOCUMENTED: { description: 'The vendor does not document this behaviour. The drawing is a guess.' },
  },
});

@ObjectType({ description: 'The canvas of the layout.', simpleResolvers: true })
export class LayoutCanvas implements Canvas {
  @Field(() => Int, { description: 'Width. In pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Height. In pixels.' })
  height!: number;

  @Field(() => String, { description: 'Background colour as #RRGGBB.' })
  backgroundColor!: string;
}

@ObjectType('LayoutWindow', { description: 'A place on the canvas and the stream shown in it.', simpleResolvers: true })
export class LayoutWindowType implements LayoutWindow {
  @Field(() => Int, { description: 'Number of the place, from 0. In a custom layout: its position in your list.' })
  place!: number;

  @Field(() => Int, { description: 'Layer. Larger numbers are nearer to the viewer.' })
  layer!: number;

  @NullableField(() => Int, 'Position of the stream in `streams`, from 0. Null: the place is empty.')
  stream!: number | null;

  @NullableField(() => String, 'User who publishes the stream. Null: no stream, or a stream without a user.')
  userId!: string | null;

  @NullableField(() => String, 'Stream id as given in `streams`. Null: none was given, or the place is empty.')
  streamId!: string | null;

  @Field(() => Int, { description: 'Left edge. In pixels from the left edge of the canvas.' })
  x!: number;

  @Field(() => Int, { description: 'Top edge. In pixels from the top edge of the canvas.' })
  y!: number;

  @Field(() => Int, { description: 'Width. In pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Height. In pixels.' })
  height!: number;

  @Field(() => Float, { description: 'Left edge, as a fraction of the canvas width.' })
  left!: number;

  @Field(() => Float, { description: 'Top edge, as a fraction of the canvas height.' })
  top!: number;

  @Field(() => Float, { description: 'Right edge, as a fraction of the canvas width.' })
  right!: number;

  @Field(() => Float, { description: 'Bottom edge, as a fraction of the canvas height.' })
  bottom!: number;

  @NullableField(
    () => String,
    "How the picture fits its place: the vendor's value, such as FIT. Null: the vendor documents no default.",
  )
  renderMode!: string | null;
}

@ObjectType('LayoutWarning', {
  description: 'A possible mistake in a layout.',
  simpleResolvers: true,
})
export class LayoutWarningType implements LayoutWarning {
  @Field(() => LayoutWarningCode, { description: 'Kind of the warning, for programs.' })
  code!: LayoutWarningCode;

  @Field(() => String, { description: 'The warning in words, for people.' })
  message!: string;

  @Field(() => [Int], { description: 'Numbers of the affected places.' })
  places!: readonly number[];

  @Field(() => [Int], { description: 'Positions of the affected streams in `streams`.' })
  streams!: readonly number[];
}

@ObjectType({ description: 'Result of a layout preview.', simpleResolvers: true })
export class LayoutPreviewPayload extends Payload implements Partial<LayoutPreview> {
  @NullableField(() => LayoutCanvas, 'The canvas. Null when the call failed.')
  canvas?: Canvas;

  @NullableField(
    () => [LayoutWindowType],
    'The places, from back to front. Pixel values are rounded per edge. Null when the call failed.',
  )
  windows?: readonly LayoutWindow[];

  @NullableField(
    () => [LayoutWarningType],
    'Possible mistakes in the layout. Empty: none found. Null when the call failed.',
  )
  warnings?: readonly LayoutWarning[];

  @NullableField(
    () => String,
    'Drawing of the layout: a self-contained SVG without scripts, one unit per pixel. Null when the call failed.',
  )
  svg?: string;
}
