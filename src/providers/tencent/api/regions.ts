import type { Site } from './account.ts';

/** Regions that take the calls of a product, the default first. */
export type Regions = Readonly<Record<Site, readonly string[]>>;

export const TIW_REGIONS: Regions = { intl: ['ap-singapore'], china: ['ap-guangzhou'] };

export const TRTC_CLOUD_REGIONS: Regions = {
  intl: ['ap-singapore', 'ap-beijing', 'ap-guangzhou', 'ap-mumbai', 'ap-shanghai'],
  china: ['ap-guangzhou', 'ap-beijing', 'ap-shanghai'],
};

export const TRTC_WEB_REGIONS: Regions = {
  intl: ['ap-singapore'],
  china: ['ap-guangzhou', 'ap-beijing', 'ap-shanghai'],
};

/** The regions of both sites. Which regions an account can use is known only when it calls. */
export function anySite({ intl, china }: Regions): string[] {
  return [...new Set([...intl, ...china])];
}
