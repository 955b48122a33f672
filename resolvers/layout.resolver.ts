import { Arg, Extensions, Query, Resolver } from 'type-graphql';
import type { Layout } from '../src/layout/layout.ts';
import { previewOf } from '../src/layout/preview.ts';
import type { Answer } from '../src/payload.ts';
import { rongcloudLayout } from '../src/providers/rongcloud/rongcloud.layout-preview.ts';
import { tiwLayout } from '../src/providers/tencent/tiw.layout-preview.ts';
import { trtcLayout } from '../src/providers/tencent/trtc-cloud.layout-preview.ts';
import { LayoutPreviewInput } from './layout.input.types.ts';
import { LayoutPreviewPayload } from './layout.types.ts';

@Resolver()
export class LayoutResolver {
  @Extensions({ local: true }) // no vendor is called, so it does not count as a call
  @Query(() => LayoutPreviewPayload, {
    description: 'Looks at a layout before it is recorded: places, warnings and a picture. No vendor is called.',
  })
  layoutPreview(
    @Arg('input', () => LayoutPreviewInput, { description: 'The layout, and who is in the room.' })
    input: LayoutPreviewInput,
  ): Answer<LayoutPreviewPayload> {
    return previewOf(layoutOf(input));
  }
}

function layoutOf({ tiw, trtc, rongcloud, streams }: LayoutPreviewInput): Layout {
  if (tiw) return tiwLayout(tiw, streams);
  return trtc ? trtcLayout(trtc, streams) : rongcloudLayout(rongcloud!, streams);
}
