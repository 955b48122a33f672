import { ValidateNested } from 'class-validator';
import { Field } from 'type-graphql';
import { any, filled, is, not, type Condition } from '../../../input/conditions.ts';
import { Holds, RequiredWhen } from '../../../input/rules.ts';
import { composeDecorators } from '../../../input/compose-decorators.ts';
import { RongcloudMixLayout, RongcloudRenderMode } from './start.types.ts';
import { RongcloudRecordInputInput, SomeWindowsWhen } from './windows.types.ts';

// The fields of a new layout, declared once for the vendor's own action and the action for all products.

/** Value of an input with these fields. */
export interface RongcloudLayout {
  readonly mixLayout: RongcloudMixLayout;
  readonly renderMode: RongcloudRenderMode;
  readonly hostUserId?: string;
  readonly hostStreamId?: string;
  readonly input?: RongcloudRecordInputInput;
}

/** CUSTOM places every window itself; the other arrangements need a host. */
function isCustom(): Condition {
  return is('mixLayout', RongcloudMixLayout.CUSTOM);
}

/** `mixLayout: RongcloudMixLayout` */
export function MixLayoutField(): PropertyDecorator {
  return Field(() => RongcloudMixLayout, { description: 'Arrangement of the windows.' });
}

/** `renderMode: RongcloudRenderMode` */
export function RenderModeField(): PropertyDecorator {
  return Field(() => RongcloudRenderMode, { description: 'How pictures fill their windows.' });
}

/** `hostUserId?: string` */
export function HostUserIdField(): PropertyDecorator {
  return hostField('User in the background (FLOATING) or in the first tile (ADAPTIVE). Required but in CUSTOM.');
}

/** `hostStreamId?: string` */
export function HostStreamIdField(): PropertyDecorator {
  return hostField('Stream of that user, as 111_RongCloudRTC. Required but in CUSTOM.');
}

function hostField(description: string): PropertyDecorator {
  return composeDecorators(
    Field(() => String, { nullable: true, description }),
    RequiredWhen('mixLayout is not CUSTOM', not(isCustom())),
    NotEmptyWhen(not(isCustom())),
  );
}

function NotEmptyWhen(needed: Condition): PropertyDecorator {
  return (prototype, name) => {
    Holds('must not be empty', any(not(needed), filled(String(name))))(prototype, name);
  };
}

/** `input?: RongcloudRecordInputInput` */
export function WindowsField(): PropertyDecorator {
  return composeDecorators(
    Field(() => RongcloudRecordInputInput, {
      nullable: true,
      description: 'Windows of a CUSTOM arrangement. Required when mixLayout is CUSTOM.',
    }),
    RequiredWhen('mixLayout is CUSTOM', isCustom()),
    SomeWindowsWhen(isCustom()),
    ValidateNested(),
  );
}
