import type { Product } from '../../provider.ts';
import { tiwLayout } from './layout-preview.ts';
import { LayoutPreviewTiwInput } from './layout-preview.types.ts';

export const TIW: Product = {
  name: 'TIW',
  description: 'Whiteboard classes, by Tencent TIW: tiwStartOnlineRecord.',
  title: 'TIW interactive whiteboard',
  mutation: 'tiwStartOnlineRecord',
  layoutPreview: {
    field: 'tiw',
    input: LayoutPreviewTiwInput,
    description: 'A TIW layout.',
    deprecated: {
      description: 'A TIW layout. Must be absent if layout is given.',
      rule: 'must be absent if layout is given',
    },
    hasWhiteboard: true,
    draw: tiwLayout,
  },
};
