import type { Product } from '../../provider.ts';

export const GME: Product = {
  name: 'GME',
  description: 'Game voice rooms, by Tencent GME: gmeStartRecord.',
  title: 'GME game voice',
  mutation: 'gmeStartRecord',
};
