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
    description: 'A RongCloud layout.',
    deprecated: {
      description: 'A RongCloud layout. Must be absent beside the others.',
      rule: 'must be absent beside layout, tiw or trtc',
    },
    draw: rongcloudLayout,
  },
  layoutChange: {
    field: 'rongcloud',
    input: RongcloudLayoutInput,
    description: 'Layout of a RONGCLOUD recording.',
    deprecated: {
      description: 'Layout of a RONGCLOUD recording. Must be absent beside layout and trtcRoom.',
      rule: 'must be absent beside layout and trtcRoom',
    },
  },
};
