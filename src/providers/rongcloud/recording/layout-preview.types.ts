import { IsOptional, ValidateNested } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { is } from '../../../input/conditions.ts';
import { Between, Form, RequiredWhen } from '../../../input/rules.ts';
import { RongcloudMixLayout, RongcloudRenderMode } from './start.types.ts';

// The fields of RongcloudRecordConfigInput that make a layout. The rules are wider: what RongCloud would refuse is
// drawn, with a warning.

@InputType({
  description:
    'One window of a CUSTOM arrangement to look at, in fractions of the canvas; also one that reaches outside.',
})
export class LayoutPreviewRongcloudVideoInput {
  @Field(() => String, { description: 'User shown in the window.' })
  userId!: string;

  @Field(() => String, { description: "The user's stream, as 111_RongCloudRTC." })
  streamId!: string;

  @Field(() => Float, { description: 'Left edge. From -10 to 10; RongCloud takes 0 to 1.' })
  @Between(-10, 10)
  x!: number;

  @Field(() => Float, { description: 'Top edge. From -10 to 10; RongCloud takes 0 to 1.' })
  @Between(-10, 10)
  y!: number;

  @Field(() => Float, { description: 'Width. From 0 to 10; RongCloud takes 0 to 1.' })
  @Between(0, 10)
  width!: number;

  @Field(() => Float, { description: 'Height. From 0 to 10; RongCloud takes 0 to 1.' })
  @Between(0, 10)
  height!: number;
}

@InputType({ description: 'The windows of a CUSTOM arrangement to look at.' })
export class LayoutPreviewRongcloudWindowsInput {
  @Field(() => [LayoutPreviewRongcloudVideoInput], { description: 'One entry for each window.' })
  @ValidateNested({ each: true })
  video!: LayoutPreviewRongcloudVideoInput[];
}

@InputType({ description: 'A layout of a mixed recording, as in config of rongcloudStartRecord.' })
export class LayoutPreviewRongcloudInput {
  @Field(() => String, { description: 'Size of the picture, which is the canvas, as 640x480.' })
  @Form(/^[1-9][0-9]{1,3}x[1-9][0-9]{1,3}$/, 'must be <width>x<height> in pixels, as 640x480')
  videoResolution!: string;

  @Field(() => RongcloudMixLayout, { description: 'Arrangement of the windows.' })
  mixLayout!: RongcloudMixLayout;

  @Field(() => RongcloudRenderMode, {
    nullable: true,
    description: "How pictures fill windows. Vendor's default: FIT.",
  })
  @IsOptional()
  renderMode?: RongcloudRenderMode;

  @Field(() => String, {
    nullable: true,
    description: 'User in the background (FLOATING) or in the first tile (ADAPTIVE). Does not count in CUSTOM.',
  })
  @IsOptional()
  hostUserId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Stream of that user, as 111_RongCloudRTC. Does not count in CUSTOM.',
  })
  @IsOptional()
  hostStreamId?: string;

  @Field(() => LayoutPreviewRongcloudWindowsInput, {
    nullable: true,
    description: 'The windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.',
  })
  @RequiredWhen('mixLayout is CUSTOM', is('mixLayout', RongcloudMixLayout.CUSTOM))
  @ValidateNested()
  input?: LayoutPreviewRongcloudWindowsInput;
}
