import { eachProvider, type Providers } from '../src/providers/index.ts';
import type { Provider } from '../src/providers/provider.ts';
import type { ChangeFeed } from '../src/events/change-feed.ts';
import {
  RecordingChangeConnection,
  RecordingConnection,
  RecordingFileConnection,
  RecordingTrackConnection,
} from '../src/graphql/lists/recordings.types.ts';
import type { ManifestSigner } from '../src/recordings/manifest/manifest-signer.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import type { Webhooks } from '../src/webhooks/webhooks.ts';
import { CallbacksResolver } from './callbacks.resolver.ts';
import { GmeResolver } from './gme.resolver.ts';
import { LayoutResolver, StartPreviewResolver } from './layout/layout.resolver.ts';
import { LiveResolver } from './recordings/live.resolver.ts';
import { useProducts } from './products.ts';
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
  RecordingConnection,
  RecordingFileConnection,
  RecordingChangeConnection,
  RecordingTrackConnection,
  WebhookDeliveryConnection,
].map(countsOf);

/** Creates the resolvers for the actions of a vendor. A method, so that a vendor may state the type of its provider. */
type VendorResolvers<P extends Provider = Provider> = { make(recordings: Recordings, provider: P): object[] }['make'];

export const VENDOR_RESOLVERS: { readonly [Name in keyof Providers]: VendorResolvers<Providers[Name]> } = {
  tencent: (recordings, { tiw, gme, trtcWeb, trtcCloud }) => [
    new TiwResolver(recordings, tiw),
    new GmeResolver(recordings, gme),
    new TrtcWebResolver(recordings, trtcWeb),
    new TrtcCloudResolver(recordings, trtcCloud),
  ],
  rongcloud: (recordings, { rtc }) => [new RongcloudResolver(recordings, rtc)],
};

export type VendorResolversByName = Readonly<Record<string, VendorResolvers>>;

export interface Services {
  readonly providers: Readonly<Record<string, Provider>>;
  readonly recordings: Recordings;
  /** Absent: no manifests. */
  readonly signer?: ManifestSigner;
  /** Absent: no subscriptions. */
  readonly feed?: ChangeFeed;
  /** Absent: no webhooks. */
  readonly webhooks?: Webhooks;
}

export function createResolvers(
  { providers, recordings, signer, feed, webhooks }: Services,
  vendorResolvers: VendorResolversByName = VENDOR_RESOLVERS,
): object[] {
  const loaders = new RecordingLoaders(recordings);
  const products = eachProvider(providers).flatMap((provider) => provider.products);
  useProducts(products);
  return [
    ...Object.entries(providers).flatMap(([name, provider]) => vendorResolvers[name]!(recordings, provider)),
    new RecordingListsResolver(recordings),
    new RecordingPartsResolver(recordings, loaders),
    new RecordingsResolver(recordings, products),
    new StopManyResolver(recordings),
    new NodeResolver(recordings, webhooks),
    ...COUNTS.map((CountsResolver) => new CountsResolver()),
    new CallbacksResolver(recordings),
    new RecordingFilesResolver(loaders, () => recordings.now(), signer),
    new ManifestTextResolver(),
    new LiveResolver(recordings, feed),
    new WebhooksResolver(webhooks),
    new LayoutResolver(products),
    new StartPreviewResolver(products),
    new VendorsResolver(eachProvider(providers).map(({ status }) => status)),
  ];
}
