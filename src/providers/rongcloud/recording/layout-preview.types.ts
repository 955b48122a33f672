import { IsOptional, ValidateNested } from 'class-validator';
import { Field } from 'type-graphql';
import { NullableField } from '../../../input/nullable-fields.ts';
import { composeDecorators } from '../../../input/compose-decorators.ts';
import { is } from '../../../input/conditions.ts';
import { derivedInput } from '../../../input/derived-input.ts';
import { Between, Form, RequiredWhen } from '../../../input/rules.ts';
import { RongcloudMixLayout, RongcloudRecordConfigInput, RongcloudRenderMode } from './start.types.ts';
import { RongcloudRecordInputInput, RongcloudRecordInputVideoInput } from './layout.types.ts';

// The layout fields of RongcloudRecordConfigInput with wider rules: a layout that RongCloud would refuse is drawn with
// a warning.

function within(min: number, description: string) {
  return { description: `${description} From ${min} to 10; RongCloud accepts 0 to 1.`, rules: [Between(min, 10)] };
}

const Window = derivedInput(
  RongcloudRecordInputVideoInput,
  'LayoutPreviewRongcloudVideoInput',
  'A window of a CUSTOM arrangement, in fractions of the canvas. A preview accepts windows outside the canvas.',
  {
    userId: { rules: [] },
    streamId: { rules: [] },
    x: within(-10, 'Left edge, as a fraction of the canvas width.'),
    y: within(-10, 'Top edge, as a fraction of the canvas height.'),
    width: within(0, 'Width, as a fraction of the canvas width.'),
    height: within(0, 'Height, as a fraction of the canvas height.'),
  },
);

const Windows = derivedInput(
  RongcloudRecordInputInput,
  'LayoutPreviewRongcloudWindowsInput',
  'Windows of a CUSTOM arrangement, to preview.',
  { video: { of: Window, description: 'The windows, one entry each.' } },
);

export const LayoutPreviewRongcloudInput = derivedInput(
  RongcloudRecordConfigInput,
  'LayoutPreviewRongcloudInput',
  'The layout of a mixed recording, as in config of rongcloudStartRecord.',
  {
    videoResolution: composeDecorators(
      Field(() => String, { description: 'Size of the canvas. In pixels, as 640x480.' }),
      Form(/^[1-9][0-9]{1,3}x[1-9][0-9]{1,3}$/, 'must be <width>x<height> in pixels, as 640x480'),
    ),
    mixLayout: { description: 'Arrangement of the windows.' },
    renderMode: composeDecorators(
      NullableField(() => RongcloudRenderMode, "How pictures fill their windows. Vendor's default: FIT."),
      IsOptional(),
    ),
    hostUserId: {},
    hostStreamId: {},
    input: composeDecorators(
      NullableField(() => Windows, 'Windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.'),
      RequiredWhen('mixLayout is CUSTOM', is('mixLayout', RongcloudMixLayout.CUSTOM)),
      ValidateNested(),
    ),
  },
);

type Config = RongcloudRecordConfigInput;
export type LayoutPreviewRongcloudInput = Pick<Config, 'mixLayout' | 'hostUserId' | 'hostStreamId' | 'input'> &
  Partial<Pick<Config, 'renderMode'>> & { readonly videoResolution: string };
