import { Field, ObjectType } from 'type-graphql';
import type { Canvas, LayoutWarning } from '../../src/layout/layout.ts';
import type { LayoutPreview, LayoutWindow } from '../../src/layout/preview.ts';
import { LayoutCanvas, LayoutWarningType, LayoutWindowType } from './layout.types.ts';

/** The layout of a start that was only looked at: the field `layout` of StartPreview. */
@ObjectType('StartLayout', {
  description: 'The layout of an empty room: its places and possible mistakes.',
  simpleResolvers: true,
})
export class StartLayoutType implements LayoutPreview {
  @Field(() => LayoutCanvas, { description: 'The canvas.' })
  canvas!: Canvas;

  @Field(() => [LayoutWindowType], { description: 'The places, from back to front.' })
  windows!: readonly LayoutWindow[];

  @Field(() => [LayoutWarningType], { description: 'Possible mistakes in the layout. Empty: none found.' })
  warnings!: readonly LayoutWarning[];

  @Field(() => String, { description: 'Drawing of the layout: a self-contained SVG, one unit per pixel.' })
  svg!: string;
}
