import type { Product } from '../../../provider.ts';
import { TrtcRoomLayoutInput } from './control.types.ts';
import { trtcLayout } from './layout-preview.ts';
import { LayoutPreviewTrtcInput } from './layout-preview.types.ts';

export const TRTC_ROOM: Product = {
  name: 'TRTC_ROOM',
  description: 'Real-time rooms, by Tencent TRTC: trtcCreateCloudRecording.',
  title: 'TRTC room',
  mutation: 'trtcCreateCloudRecording',
  layoutPreview: {
    field: 'trtc',
    input: LayoutPreviewTrtcInput,
    description: 'A layout of TRTC room recording.',
    deprecated: {
      description: 'A layout of TRTC room recording. Must be absent beside layout and tiw.',
      rule: 'must be absent beside layout or tiw',
    },
    draw: trtcLayout,
  },
  layoutChange: {
    field: 'trtcRoom',
    input: TrtcRoomLayoutInput,
    description: 'The layout of a recording of TRTC_ROOM.',
    deprecated: {
      description: 'The layout of a recording of TRTC_ROOM. Must be absent beside layout.',
      rule: 'must be absent beside layout',
    },
  },
};
