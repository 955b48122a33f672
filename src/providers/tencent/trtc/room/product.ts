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
    description: 'A TRTC room layout.',
    deprecated: {
      description: 'A TRTC room layout. Must be absent if layout or tiw is given.',
      rule: 'must be absent if layout or tiw is given',
    },
    draw: trtcLayout,
  },
  layoutChange: {
    field: 'trtcRoom',
    input: TrtcRoomLayoutInput,
    description: 'Layout of a TRTC_ROOM recording.',
    deprecated: {
      description: 'Layout of a TRTC_ROOM recording. Must be absent if layout is given.',
      rule: 'must be absent if layout is given',
    },
  },
};
