import { HALLS, TENANTS } from './fill-sql.ts';

/** A kind of page: the variables of its n-th query. All of them find a hundred recordings in every ledger. */
export interface PageCase {
  readonly name: string;
  readonly filter: (n: number) => object | undefined;
}

const PRODUCTS = ['TIW', 'TRTC_ROOM', 'TRTC_WEB', 'GME', 'RONGCLOUD'];

export const CASES: readonly PageCase[] = [
  { name: 'no filter', filter: () => undefined },
  { name: 'product', filter: (n) => ({ product: PRODUCTS[n % PRODUCTS.length] }) },
  { name: 'states', filter: () => ({ states: ['RECORDING', 'PAUSED', 'STOPPING'] }) },
  { name: 'room', filter: (n) => ({ room: `hall-${n % HALLS}` }) },
  { name: 'label', filter: (n) => ({ label: { name: 'tenant', value: `t-${n % TENANTS}` } }) },
];
