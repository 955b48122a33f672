import { Field, ObjectType } from 'type-graphql';
import type { Canvas, LayoutWarning } from '../../src/layout/layout.ts';
import type { LayoutPreview, LayoutWindow } from '../../src/layout/preview.ts';
import { LayoutCanvas, LayoutWarningType, LayoutWindowType } from '../layout/layout.types.ts';

/** The layout of a start that was only looked at: the field `layout` of StartPreview. */
@ObjectType('StartLayout', {
  description: 'The layout of a recording before anybody is in it: its places, and what deserves a second look.',
  simpleResolvers: true,
})
export class StartLayoutType implements LayoutPreview {
  @Field(() => LayoutCanvas, { description: 'The whole picture.' })
  canvas!: Canvas;

  @Field(() => [LayoutWindowType], { description: 'The places, from back to front.' })
  windows!: readonly LayoutWindow[];

  @Field(() => [LayoutWarningType], { description: 'What deserves a second look.' })
  warnings!: readonly LayoutWarning[];

  @Field(() => String, { description: 'A picture of it as SVG, which stands alone: one unit for each pixel.' })
  svg!: string;
}
