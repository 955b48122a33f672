import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { NullableField } from '../../../../input/nullable-fields.ts';
import { absent, given } from '../../../../input/conditions.ts';
import { ApplicationId, NotEmpty, RequiredWhen, TaskId } from '../../../../input/rules.ts';
import { UInt32 } from '../../../../input/scalars.ts';
import { Payload } from '../../../../graphql/payload.ts';
import { IdempotencyKeyField } from '../../../../graphql/recordings/own-fields.ts';
import { ControlPayload } from '../../../../graphql/recordings/payloads.ts';
import { RegionField, RequestIdField } from '../../shared/common-fields.ts';
import { TRTC_WEB_REGIONS } from '../../api/regions.ts';

@InputType({ description: 'Identifies the web page recording to read, by taskId or recordId.' })
export class TrtcDescribeWebRecordInput {
  @RegionField(TRTC_WEB_REGIONS)
  region?: string;

  @NullableField(() => String, 'Id of the recording. Required when recordId is absent.')
  @RequiredWhen('recordId is absent', absent('recordId'))
  @TaskId()
  taskId?: string;

  @NullableField(() => UInt32, 'SdkAppId given at the start. Required when recordId is given.')
  @RequiredWhen('recordId is given', given('recordId'))
  @ApplicationId()
  sdkAppId?: number;

  @NullableField(() => String, 'recordId given at the start. Required when taskId is absent.')
  @RequiredWhen('taskId is absent', absent('taskId'))
  @NotEmpty()
  recordId?: string;
}

@ObjectType({ description: 'State of a running web page recording.', simpleResolvers: true })
export class TrtcDescribeWebRecordPayload extends Payload {
  @NullableField(
    () => Int,
    'State. An ended recording returns an error instead. 1: recording. Other values are possible, and kept.',
  )
  status?: number;

  @NullableField(() => String, 'Id of the recording. Present if read by recordId.')
  taskId?: string;

  @NullableField(() => String, 'recordId given at the start. Present if read by taskId.')
  recordId?: string;

  @RequestIdField()
  requestId?: string;
}

@InputType({ description: 'Identifies the web page recording to stop.' })
export class TrtcStopWebRecordInput {
  @RegionField(TRTC_WEB_REGIONS)
  region?: string;

  @Field(() => String, { description: 'Id of the recording.' })
  @TaskId()
  taskId!: string;

  @IdempotencyKeyField()
  idempotencyKey?: string;
}

@ObjectType({ description: "TRTC's answer to StopWebRecord.", simpleResolvers: true })
export class TrtcStopWebRecordPayload extends ControlPayload {
  @RequestIdField()
  requestId?: string;
}
