import type { Product } from '../../provider.ts';
import { RongcloudLayoutInput } from './control.types.ts';
import { rongcloudLayout } from './layout-preview.ts';
import { LayoutPreviewRongcloudInput } from './layout-preview.types.ts';

export const RONGCLOUD_RTC: Product = {
  name: 'RONGCLOUD',
  description: 'RTC sessions, by RongCloud: rongcloudStartRecord.',
  title: 'RongCloud RTC session',
  mutation: 'rongcloudStartRecord',
  layoutPreview: {
    field: 'rongcloud',
    input: LayoutPreviewRongcloudInput,
    description: 'A layout of RongCloud.',
    deprecated: {
      description: 'A layout of RongCloud. Must be absent beside the others.',
      rule: 'must be absent beside layout, tiw or trtc',
    },
    draw: rongcloudLayout,
  },
  layoutChange: {
    field: 'rongcloud',
    input: RongcloudLayoutInput,
    description: 'The layout of a recording of RONGCLOUD.',
    deprecated: {
      description: 'The layout of a recording of RONGCLOUD. Must be absent beside layout and trtcRoom.',
      rule: 'must be absent beside layout and trtcRoom',
    },
  },
};
