/** What a child process is to do until it is killed or done. Passed as JSON in the variable CRASH_JOB. */
export interface Job {
  readonly databaseUrl: string;
  readonly tencentOrigin: string;
  readonly rongcloudOrigin: string;
  /** How far the driven clock is ahead of the machine's, in ms. */
  readonly offsetMs: number;
  /** As FAULT_POINT; absent: not killed by itself. */
  readonly faultPoint?: string;
  /** For how long it holds a row, in ms; as the server when absent. */
  readonly leaseMs?: number;
  readonly todo:
    | { readonly kind: 'start'; readonly starts: readonly Start[] }
    | { readonly kind: 'stop'; readonly ids: readonly string[] }
    /** Does what is due while this much of driven time goes by. */
    | { readonly kind: 'settle'; readonly ms: number };
}

/** One start: its product's mutation, and the key under which it is done once. */
export interface Start {
  readonly product: ProductName;
  /** A number of its own: it makes room, application and key. */
  readonly number: number;
}

export const PRODUCTS = ['TIW', 'GME', 'TRTC_ROOM', 'TRTC_WEB', 'RONGCLOUD'] as const;
export type ProductName = (typeof PRODUCTS)[number];

/** Credentials of nobody. */
export const CREDENTIALS = {
  TENCENT_SECRET_ID: 'AKIDcrash',
  TENCENT_SECRET_KEY: 'secret-key-of-the-crash-tests',
  RONGCLOUD_APP_KEY: 'crashAppKey',
  RONGCLOUD_APP_SECRET: 'secret-of-the-crash-tests',
};

/** Keys of real-time applications: enough that none has more recordings than a vendor allows. */
export const APPLICATIONS: readonly number[] = Array.from({ length: 40 }, (_, place) => 1400000001 + place);
export const RTC_KEYS = APPLICATIONS.map((app) => `${app}:rtc-key-of-${app}`).join(',');
