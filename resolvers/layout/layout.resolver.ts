import { Arg, Extensions, FieldResolver, Resolver, Root } from 'type-graphql';
import { PayloadQuery } from '../../src/graphql/root-fields.ts';
import { previewOf, type LayoutPreview } from '../../src/layout/preview.ts';
import type { Answer } from '../../src/graphql/payload.ts';
import { StartPreviewType } from '../../src/graphql/recordings/start-preview.types.ts';
import type { Product } from '../../src/providers/provider.ts';
import { layoutIn } from './layout-fields.ts';
import { layoutPreviewInput, type LayoutPreviewInput } from './layout.input.types.ts';
import { LayoutPreviewPayload } from './layout.types.ts';
import { StartLayoutType } from './start-layout.types.ts';

@Resolver()
export class LayoutResolver {
  constructor(private readonly products: readonly Product[]) {}

  @Extensions({ local: true }) // calls no vendor, so the limit on vendor calls does not apply
  @PayloadQuery(
    LayoutPreviewPayload,
    'Previews a layout: places, warnings and a drawing. Calls no vendor. See docs/layout-preview.md.',
  )
  layoutPreview(
    @Arg('input', layoutPreviewInput, { description: 'The layout and the streams in the room.' })
    input: LayoutPreviewInput,
  ): Answer<LayoutPreviewPayload> {
    for (const { layoutPreview } of this.products) {
      const layout = layoutPreview && layoutIn(input, layoutPreview);
      if (layout) return previewOf(layoutPreview.draw(layout, input.streams));
    }
    throw new Error('the rules of the input let no layout through');
  }
}

/** The layout of a dry run, drawn as it would be recorded before a user is in the room. */
@Resolver(() => StartPreviewType)
export class StartPreviewResolver {
  constructor(private readonly products: readonly Product[]) {}

  @FieldResolver(() => StartLayoutType, {
    nullable: true,
    description: 'The layout of an empty room. Null if the product mixes no picture.',
  })
  layout(@Root() { product, layoutInput }: StartPreviewType): LayoutPreview | null {
    const drawn = this.products.find(({ name }) => name === product)?.layoutPreview;
    return layoutInput && drawn ? previewOf(drawn.draw(layoutInput, [])) : null;
  }
}
