import { HALLS, TENANTS } from '../fill/fill-sql.ts';

/** A kind of page, with the variables of the n-th query. Each query finds 100 recordings in every ledger. */
export interface PageCase {
  readonly name: string;
  readonly filter: (n: number) => object | undefined;
}

const PRODUCTS = ['TIW', 'TRTC_ROOM', 'TRTC_WEB', 'GME', 'RONGCLOUD'];

export const PAGE_CASES: readonly PageCase[] = [
  { name: 'no filter', filter: () => undefined },
  { name: 'product', filter: (n) => ({ product: PRODUCTS[n % PRODUCTS.length] }) },
  { name: 'states', filter: () => ({ states: ['RECORDING', 'PAUSED', 'STOPPING'] }) },
  { name: 'room', filter: (n) => ({ room: `hall-${n % HALLS}` }) },
  { name: 'label', filter: (n) => ({ label: { name: 'tenant', value: `t-${n % TENANTS}` } }) },
];
