import { eachProvider, type Providers } from '../src/providers/index.ts';
import type { ChangeFeed } from '../src/events/change-feed.ts';
import type { ManifestSigner } from '../src/recordings/manifest/manifest-signer.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import type { Webhooks } from '../src/webhooks/webhooks.ts';
import { CallbacksResolver } from './callbacks.resolver.ts';
import { GmeResolver } from './gme.resolver.ts';
import { LayoutResolver, StartPreviewResolver } from './layout/layout.resolver.ts';
import { LiveResolver } from './recordings/live.resolver.ts';
import { NodeResolver } from './node.resolver.ts';
import { countsResolvers } from './recordings/counts.resolver.ts';
import { RecordingListsResolver } from './recordings/lists.resolver.ts';
import { RecordingPartsResolver } from './recordings/parts.resolver.ts';
import { StopManyResolver } from './recordings/stop-many.resolver.ts';
import { RecordingsResolver } from './recordings/recordings.resolver.ts';
import { ManifestTextResolver, RecordingFilesResolver } from './recordings/recording-files.resolver.ts';
import { RecordingParts } from './recordings/recording-parts.ts';
import { RongcloudResolver } from './rongcloud.resolver.ts';
import { TiwResolver } from './tiw.resolver.ts';
import { TrtcCloudResolver } from './trtc-cloud.resolver.ts';
import { TrtcWebResolver } from './trtc-web.resolver.ts';
import { VendorsResolver } from './vendors.resolver.ts';
import { WebhooksResolver } from './webhooks/webhooks.resolver.ts';

/** What the resolvers work with. */
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
  const parts = new RecordingParts(recordings);
  return [
    new TiwResolver(recordings, tencent.tiw),
    new GmeResolver(recordings, tencent.gme),
    new TrtcWebResolver(recordings, tencent.trtcWeb),
    new TrtcCloudResolver(recordings, tencent.trtcCloud),
    new RongcloudResolver(recordings, rongcloud.rtc),
    new RecordingListsResolver(recordings),
    new RecordingPartsResolver(recordings, parts),
    new RecordingsResolver(recordings),
    new StopManyResolver(recordings),
    new NodeResolver(recordings, webhooks),
    ...countsResolvers(),
    new CallbacksResolver(recordings),
    new RecordingFilesResolver(parts, () => recordings.desk.now(), signer),
    new ManifestTextResolver(),
    new LiveResolver(recordings, feed),
    new WebhooksResolver(webhooks),
    new LayoutResolver(),
    new StartPreviewResolver(),
    new VendorsResolver(eachProvider(providers).map(({ status }) => status)),
  ];
}
