import { IsOptional, ValidateNested } from 'class-validator';
import { Field, InputType, registerEnumType } from 'type-graphql';
import type { InputFault } from '../../src/errors.ts';
import { any, filled, given, is, someEntry } from '../../src/input/conditions.ts';
import { Finds, Holds, Items } from '../../src/input/rules.ts';
import { LayoutStreamKind, type LayoutStream } from '../../src/layout/layout.ts';
import { together } from '../../src/input/together.ts';
import type { DrawnLayout } from '../../src/providers/provider.ts';
import { ofProducts } from '../products.ts';
import { declareLayouts, deprecatedOf, layoutIn, listed, type LayoutHolder } from './layout-fields.ts';

registerEnumType(LayoutStreamKind, {
  name: 'LayoutStreamKind',
  description: 'What a stream shows.',
  valuesConfig: {
    MAIN: { description: 'A camera.' },
    SECOND: { description: "A user's second stream, as a shared screen." },
    WHITEBOARD: { description: 'The whiteboard. TIW only; it has no userId.' },
  },
});

@InputType({ description: 'A stream of the room.' })
export class LayoutStreamInput implements LayoutStream {
  @Field(() => LayoutStreamKind, { defaultValue: LayoutStreamKind.MAIN, description: 'What it shows.' })
  @Holds(
    'must be WHITEBOARD, or userId or streamId given',
    any(is('kind', LayoutStreamKind.WHITEBOARD), filled('userId'), filled('streamId')),
  )
  kind!: LayoutStreamKind;

  @Field(() => String, { nullable: true, description: 'Its user.' })
  @IsOptional()
  userId?: string;

  @Field(() => String, {
    nullable: true,
    description:
      "Its id: as 111_RongCloudRTC for RongCloud; for TIW only where it differs from the user's, tic_substream_<user> and tic_record_user.",
  })
  @IsOptional()
  streamId?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'It has sound only. Counts for TRTC, when pureAudioDisableLayout is true.',
  })
  @IsOptional()
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
  return together(
    Field(() => [LayoutStreamInput], {
      defaultValue: [],
      description: 'The streams in order of entry. Empty: only the places are looked at. At most 100 entries.',
    }),
    Finds(whiteboardsElsewhere, {
      input: { if: someEntry('streams', IS_WHITEBOARD).schema, then: board.schema },
      inputWords: message,
    }),
    Items(0, 100),
    ValidateNested({ each: true }),
  );
}

/** The input of `layoutPreview`, out of the layouts of these products. */
export const layoutPreviewInput = ofProducts((products): new () => LayoutPreviewInput => {
  const layouts = products.flatMap(({ layoutPreview }) => layoutPreview ?? []);

  @InputType({
    description: `The layout of one vendor: exactly one of ${listed(layouts.map(({ field }) => field))}.`,
  })
  class LayoutPreviewLayoutInput {}

  @InputType('LayoutPreviewInput', {
    description: `What to look at, and who is in the room. Exactly one of ${listed(['layout', ...deprecatedOf(layouts)])}.`,
  })
  class PreviewInput implements LayoutPreviewInput {
    streams!: readonly LayoutStreamInput[];
  }

  declareLayouts(PreviewInput, 'The layout to look at.', LayoutPreviewLayoutInput, layouts);
  StreamsField(layouts)(PreviewInput.prototype, 'streams');
  return PreviewInput;
});
