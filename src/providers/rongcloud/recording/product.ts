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
      description: 'A RongCloud layout. Must be absent if layout, tiw or trtc is given.',
      rule: 'must be absent if layout, tiw or trtc is given',
    },
    draw: rongcloudLayout,
  },
  layoutChange: {
    field: 'rongcloud',
    input: RongcloudLayoutInput,
    description: 'Layout of a RONGCLOUD recording.',
    deprecated: {
      description: 'Layout of a RONGCLOUD recording. Must be absent if layout or trtcRoom is given.',
      rule: 'must be absent if layout or trtcRoom is given',
    },
  },
};
