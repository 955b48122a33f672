import { Arg, Extensions, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Layout } from '../../src/layout/layout.ts';
import { previewOf, type LayoutPreview } from '../../src/layout/preview.ts';
import type { Answer } from '../../src/graphql/payload.ts';
import { Operation, payloadQuery } from '../../src/graphql/operation.ts';
import { RecordingProduct } from '../../src/domain/product.ts';
import { rongcloudLayout } from '../../src/providers/rongcloud/recording/layout-preview.ts';
import { tiwLayout } from '../../src/providers/tencent/tiw/layout-preview.ts';
import { trtcLayout } from '../../src/providers/tencent/trtc/room/layout-preview.ts';
import { LayoutPreviewInput } from './layout.input.types.ts';
import { StartPreviewType } from '../../src/graphql/recordings/start-preview.types.ts';
import { LayoutPreviewPayload } from './layout.types.ts';
import { StartLayoutType } from './start-layout.types.ts';

@Resolver()
export class LayoutResolver {
  @Extensions({ local: true }) // no vendor is called, so it does not count as a call
  @Operation(payloadQuery)
  @Query(() => LayoutPreviewPayload, {
    description: 'Previews a layout: places, warnings and a drawing. Calls no vendor. See docs/layout-preview.md.',
  })
  layoutPreview(
    @Arg('input', () => LayoutPreviewInput, { description: 'The layout and the streams in the room.' })
    input: LayoutPreviewInput,
  ): Answer<LayoutPreviewPayload> {
    return previewOf(layoutOf(input));
  }
}

/** The layout of a dry run, drawn as it would be recorded before anybody is in the room. */
@Resolver(() => StartPreviewType)
export class StartPreviewResolver {
  @FieldResolver(() => StartLayoutType, {
    nullable: true,
    description: 'The layout of an empty room. Null if the product mixes no picture.',
  })
  layout(@Root() { product, layoutInput }: StartPreviewType): LayoutPreview | null {
    const draw = DRAWING[product];
    return layoutInput && draw ? previewOf(draw(layoutInput)) : null;
  }
}

const NOBODY: never[] = [];

/** How the layout of a product's start is drawn. */
const DRAWING: Readonly<Record<string, (input: object) => Layout>> = {
  [RecordingProduct.TIW]: (input) => tiwLayout(input, NOBODY),
  [RecordingProduct.TRTC_ROOM]: (input) => trtcLayout(input as Parameters<typeof trtcLayout>[0], NOBODY),
  [RecordingProduct.RONGCLOUD]: (input) => rongcloudLayout(input as Parameters<typeof rongcloudLayout>[0], NOBODY),
};

function layoutOf({ layout, streams, ...flat }: LayoutPreviewInput): Layout {
  const tiw = layout?.tiw ?? flat.tiw;
  const trtc = layout?.trtc ?? flat.trtc;
  const rongcloud = layout?.rongcloud ?? flat.rongcloud;
  if (tiw) return tiwLayout(tiw, streams);
  return trtc ? trtcLayout(trtc, streams) : rongcloudLayout(rongcloud!, streams);
}
