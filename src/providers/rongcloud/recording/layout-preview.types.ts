import { IsOptional, ValidateNested } from 'class-validator';
import { Field, Float, InputType } from 'type-graphql';
import { is } from '../../../input/conditions.ts';
import { Between, Form, RequiredWhen } from '../../../input/rules.ts';
import { RongcloudMixLayout, RongcloudRenderMode } from './start.types.ts';

// The fields of RongcloudRecordConfigInput that make a layout. The rules are wider: what RongCloud would refuse is
// drawn, with a warning.

@InputType({
  description:
    'A window of a CUSTOM arrangement, in fractions of the canvas. A preview accepts windows outside the canvas.',
})
export class LayoutPreviewRongcloudVideoInput {
  @Field(() => String, { description: 'User shown in the window.' })
  userId!: string;

  @Field(() => String, { description: 'Stream id of the user, such as 111_RongCloudRTC.' })
  streamId!: string;

  @Field(() => Float, {
    description: 'Left edge, as a fraction of the canvas width. From -10 to 10; RongCloud accepts 0 to 1.',
  })
  @Between(-10, 10)
  x!: number;

  @Field(() => Float, {
    description: 'Top edge, as a fraction of the canvas height. From -10 to 10; RongCloud accepts 0 to 1.',
  })
  @Between(-10, 10)
  y!: number;

  @Field(() => Float, {
    description: 'Width, as a fraction of the canvas width. From 0 to 10; RongCloud accepts 0 to 1.',
  })
  @Between(0, 10)
  width!: number;

  @Field(() => Float, {
    description: 'Height, as a fraction of the canvas height. From 0 to 10; RongCloud accepts 0 to 1.',
  })
  @Between(0, 10)
  height!: number;
}

@InputType({ description: 'Windows of a CUSTOM arrangement, to preview.' })
export class LayoutPreviewRongcloudWindowsInput {
  @Field(() => [LayoutPreviewRongcloudVideoInput], { description: 'The windows, one entry each.' })
  @ValidateNested({ each: true })
  video!: LayoutPreviewRongcloudVideoInput[];
}

@InputType({ description: 'The layout of a mixed recording, as in config of rongcloudStartRecord.' })
export class LayoutPreviewRongcloudInput {
  @Field(() => String, { description: 'Size of the canvas. In pixels, as 640x480.' })
  @Form(/^[1-9][0-9]{1,3}x[1-9][0-9]{1,3}$/, 'must be <width>x<height> in pixels, as 640x480')
  videoResolution!: string;

  @Field(() => RongcloudMixLayout, { description: 'Arrangement of the windows.' })
  mixLayout!: RongcloudMixLayout;

  @Field(() => RongcloudRenderMode, {
    nullable: true,
    description: "How pictures fill their windows. Vendor's default: FIT.",
  })
  @IsOptional()
  renderMode?: RongcloudRenderMode;

  @Field(() => String, {
    nullable: true,
    description: 'User in the background (FLOATING) or in the first tile (ADAPTIVE). Ignored for CUSTOM.',
  })
  @IsOptional()
  hostUserId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Stream id of hostUserId, such as 111_RongCloudRTC. Ignored for CUSTOM.',
  })
  @IsOptional()
  hostStreamId?: string;

  @Field(() => LayoutPreviewRongcloudWindowsInput, {
    nullable: true,
    description: 'Windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.',
  })
  @RequiredWhen('mixLayout is CUSTOM', is('mixLayout', RongcloudMixLayout.CUSTOM))
  @ValidateNested()
  input?: LayoutPreviewRongcloudWindowsInput;
}
