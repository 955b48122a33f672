import type { Product } from '../../../provider.ts';

export const TRTC_WEB: Product = {
  name: 'TRTC_WEB',
  description: 'Web pages, by Tencent TRTC: trtcStartWebRecord.',
  title: 'TRTC web page',
  mutation: 'trtcStartWebRecord',
};
