import { ValidateNested } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';
import { OptionalField } from '../../src/input/nullable-fields.ts';
import type { InputFault } from '../../src/errors.ts';
import { any, filled, given, is, someEntry } from '../../src/input/conditions.ts';
import { Finds, Holds, Items } from '../../src/input/rules.ts';
import { LayoutStreamKind, type LayoutStream } from '../../src/layout/layout.ts';
import { composeDecorators } from '../../src/input/compose-decorators.ts';
import type { DrawnLayout } from '../../src/providers/provider.ts';
import { ofProducts } from '../products.ts';
import { declareLayouts, deprecatedOf, layoutIn, listed, type LayoutHolder } from './layout-fields.ts';

registerEnumType(LayoutStreamKind, {
  name: 'LayoutStreamKind',
  description: 'Kind of a media stream in a room.',
  valuesConfig: {
    MAIN: { description: 'Camera.' },
    SECOND: { description: 'Second stream of a user, such as a shared screen.' },
    WHITEBOARD: { description: 'Whiteboard, without a user id. TIW only.' },
  },
});

@InputType({ description: 'A media stream in the room.' })
export class LayoutStreamInput implements LayoutStream {
  @Field(() => LayoutStreamKind, { defaultValue: LayoutStreamKind.MAIN, description: 'Kind of the stream.' })
  @Holds(
    'must be WHITEBOARD unless userId or streamId is given',
    any(is('kind', LayoutStreamKind.WHITEBOARD), filled('userId'), filled('streamId')),
  )
  kind!: LayoutStreamKind;

  @OptionalField(() => String, 'User who publishes the stream. Required without streamId, except for WHITEBOARD.')
  userId?: string;

  @OptionalField(
    () => String,
    "Vendor's stream id, such as 111_RongCloudRTC. For TIW only if it differs from the user id: tic_substream_<user>, tic_record_user.",
  )
  streamId?: string;

  @OptionalField(() => Boolean, 'Whether the stream has sound only. Used by TRTC when pureAudioDisableLayout is true.')
  audioOnly?: boolean;
}

export interface LayoutPreviewInput extends LayoutHolder {
  readonly streams: readonly LayoutStreamInput[];
}

const IS_WHITEBOARD = is('kind', LayoutStreamKind.WHITEBOARD);

/** Streams that are whiteboards in an input whose layout takes none. */
function StreamsField(layouts: readonly DrawnLayout[]): PropertyDecorator {
  const withBoard = layouts.filter(({ hasWhiteboard }) => hasWhiteboard);
  const names = withBoard.map(({ field }) => field);
  const message = `kind is WHITEBOARD only with ${listed(names)}`;
  const whiteboardsElsewhere = (streams: readonly LayoutStreamInput[], input: LayoutPreviewInput): InputFault[] => {
    if (withBoard.some((layout) => layoutIn(input, layout) != null)) return [];
    return streams.flatMap((stream, index) =>
      IS_WHITEBOARD.holds(stream) ? [{ path: [String(index), 'kind'], message }] : [],
    );
  };
  const board = any(...names.flatMap((name) => [given(name), given(`layout.${name}`)]));
  return composeDecorators(
    Field(() => [LayoutStreamInput], {
      defaultValue: [],
      description: 'Streams in the order in which they join. At most 100 entries. Empty: only the places are checked.',
    }),
    Finds(whiteboardsElsewhere, {
      input: { if: someEntry('streams', IS_WHITEBOARD).schema, then: board.schema },
      inputMessage: message,
    }),
    Items(0, 100),
    ValidateNested({ each: true }),
  );
}

/** The input of `layoutPreview`, out of the layouts of these products. */
export const layoutPreviewInput = ofProducts((products): new () => LayoutPreviewInput => {
  const layouts = products.flatMap(({ layoutPreview }) => layoutPreview ?? []);

  @InputType({
    description: `The layout of one vendor. Exactly one of ${listed(layouts.map(({ field }) => field))}.`,
  })
  class LayoutPreviewLayoutInput {}

  @InputType('LayoutPreviewInput', {
    description: `A layout and the streams to place in it. Exactly one of ${listed(['layout', ...deprecatedOf(layouts)])}.`,
  })
  class PreviewInput implements LayoutPreviewInput {
    streams!: readonly LayoutStreamInput[];
  }

  declareLayouts(PreviewInput, 'The layout to preview.', LayoutPreviewLayoutInput, layouts);
  StreamsField(layouts)(PreviewInput.prototype, 'streams');
  return PreviewInput;
});
