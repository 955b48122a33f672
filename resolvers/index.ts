import { eachProvider, type Providers } from '../src/providers/index.ts';
import { GmeResolver } from './gme.resolver.ts';
import { LayoutResolver } from './layout.resolver.ts';
import { RongcloudResolver } from './rongcloud.resolver.ts';
import { TiwResolver } from './tiw.resolver.ts';
import { TrtcCloudResolver } from './trtc-cloud.resolver.ts';
import { TrtcWebResolver } from './trtc-web.resolver.ts';
import { VendorsResolver } from './vendors.resolver.ts';

/** Every resolver of the schema. */
export function createResolvers(providers: Providers): object[] {
  const { tencent, rongcloud } = providers;
  return [
    new TiwResolver(tencent.tiw),
    new GmeResolver(tencent.gme),
    new TrtcWebResolver(tencent.trtcWeb),
    new TrtcCloudResolver(tencent.trtcCloud),
    new RongcloudResolver(rongcloud.rtc),
    new LayoutResolver(),
    new VendorsResolver(eachProvider(providers).map(({ status }) => status)),
  ];
}
