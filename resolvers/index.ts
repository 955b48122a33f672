import { eachProvider, type Providers } from '../src/providers/index.ts';
import type { Recordings } from '../src/recordings/recordings.ts';
import { GmeResolver } from './gme.resolver.ts';
import { LayoutResolver, StartPreviewResolver } from './layout.resolver.ts';
import { RecordingsResolver } from './recordings.resolver.ts';
import { RongcloudResolver } from './rongcloud.resolver.ts';
import { TiwResolver } from './tiw.resolver.ts';
import { TrtcCloudResolver } from './trtc-cloud.resolver.ts';
import { TrtcWebResolver } from './trtc-web.resolver.ts';
import { VendorsResolver } from './vendors.resolver.ts';

/** Every resolver of the schema. */
export function createResolvers(providers: Providers, recordings: Recordings): object[] {
  const { tencent, rongcloud } = providers;
  return [
    new TiwResolver(recordings, tencent.tiw),
    new GmeResolver(recordings, tencent.gme),
    new TrtcWebResolver(recordings, tencent.trtcWeb),
    new TrtcCloudResolver(recordings, tencent.trtcCloud),
    new RongcloudResolver(recordings, rongcloud.rtc),
    new RecordingsResolver(recordings),
    new LayoutResolver(),
    new StartPreviewResolver(),
    new VendorsResolver(eachProvider(providers).map(({ status }) => status)),
  ];
}
