import { eachProvider, type Providers } from '../src/providers/index.ts';
import type { ChangeFeed } from '../src/events/change-feed.ts';
import {
  RecordingChangeConnection,
  RecordingFileConnection,
  RecordingTrackConnection,
} from '../src/graphql/lists/parts.types.ts';
import { RecordingConnection } from '../src/graphql/lists/recordings.types.ts';
import type { ManifestSigner } from '../src/recordings/manifest/manifest-signer.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import type { Webhooks } from '../src/webhooks/webhooks.ts';
import { CallbacksResolver } from './callbacks.resolver.ts';
import { GmeResolver } from './gme.resolver.ts';
import { LayoutResolver, StartPreviewResolver } from './layout/layout.resolver.ts';
import { LiveResolver } from './recordings/live.resolver.ts';
import { NodeResolver } from './node.resolver.ts';
import { countsOf } from './lists/counts.resolver.ts';
import { RecordingListsResolver } from './recordings/lists.resolver.ts';
import { RecordingPartsResolver } from './recordings/parts.resolver.ts';
import { StopManyResolver } from './recordings/stop-many.resolver.ts';
import { RecordingsResolver } from './recordings/recordings.resolver.ts';
import { ManifestTextResolver, RecordingFilesResolver } from './recordings/recording-files.resolver.ts';
import { RecordingLoaders } from './recordings/recording.loaders.ts';
import { RongcloudResolver } from './rongcloud.resolver.ts';
import { TiwResolver } from './tiw.resolver.ts';
import { TrtcCloudResolver } from './trtc-cloud.resolver.ts';
import { TrtcWebResolver } from './trtc-web.resolver.ts';
import { VendorsResolver } from './vendors.resolver.ts';
import { WebhooksResolver } from './webhooks/webhooks.resolver.ts';
import { WebhookDeliveryConnection } from './webhooks/webhooks.types.ts';

const COUNTS = [
  countsOf(() => RecordingConnection),
  countsOf(() => RecordingFileConnection),
  countsOf(() => RecordingChangeConnection),
  countsOf(() => RecordingTrackConnection),
  countsOf(() => WebhookDeliveryConnection),
];

/** Services that the resolvers use. */
export interface Services {
  readonly providers: Providers;
  readonly recordings: Recordings;
  /** Absent: no manifest is given. */
  readonly signer?: ManifestSigner;
  /** Absent: no change is told live. */
  readonly feed?: ChangeFeed;
  /** Absent: nobody is told by webhooks. */
  readonly webhooks?: Webhooks;
}

/** Every resolver of the schema. */
export function createResolvers({ providers, recordings, signer, feed, webhooks }: Services): object[] {
  const { tencent, rongcloud } = providers;
  const loaders = new RecordingLoaders(recordings);
  return [
    new TiwResolver(recordings, tencent.tiw),
    new GmeResolver(recordings, tencent.gme),
    new TrtcWebResolver(recordings, tencent.trtcWeb),
    new TrtcCloudResolver(recordings, tencent.trtcCloud),
    new RongcloudResolver(recordings, rongcloud.rtc),
    new RecordingListsResolver(recordings),
    new RecordingPartsResolver(recordings, loaders),
    new RecordingsResolver(recordings),
    new StopManyResolver(recordings),
    new NodeResolver(recordings, webhooks),
    ...COUNTS.map((CountsResolver) => new CountsResolver()),
    new CallbacksResolver(recordings),
    new RecordingFilesResolver(loaders, () => recordings.desk.now(), signer),
    new ManifestTextResolver(),
    new LiveResolver(recordings, feed),
    new WebhooksResolver(webhooks),
    new LayoutResolver(),
    new StartPreviewResolver(),
    new VendorsResolver(eachProvider(providers).map(({ status }) => status)),
  ];
}
