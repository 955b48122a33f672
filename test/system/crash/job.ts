/** The job of a child process. Passed as JSON in the variable CRASH_JOB. */
export interface Job {
  readonly databaseUrl: string;
  readonly tencentOrigin: string;
  readonly rongcloudOrigin: string;
  /** How far the driven clock is ahead of the machine's, in ms. */
  readonly offsetMs: number;
  /** As FAULT_POINT; absent: the process does not kill itself. */
  readonly faultPoint?: string;
  /** Duration of a lease, in ms; absent: the server's default. */
  readonly leaseMs?: number;
  readonly todo:
    | { readonly kind: 'start'; readonly starts: readonly Start[] }
    | { readonly kind: 'stop'; readonly ids: readonly string[] }
    /** Does all due work while this much driven time passes. */
    | { readonly kind: 'settle'; readonly ms: number };
}

/** One start: the mutation of its product, and its idempotency key. */
export interface Start {
  readonly product: ProductName;
  /** A unique number, from which room, application and key follow. */
  readonly number: number;
}

export const PRODUCTS = ['TIW', 'GME', 'TRTC_ROOM', 'TRTC_WEB', 'RONGCLOUD'] as const;
export type ProductName = (typeof PRODUCTS)[number];

/** Invalid credentials. */
export const CREDENTIALS = {
  TENCENT_SECRET_ID: 'AKIDcrash',
  TENCENT_SECRET_KEY: 'secret-key-of-the-crash-tests',
  RONGCLOUD_APP_KEY: 'crashAppKey',
  RONGCLOUD_APP_SECRET: 'secret-of-the-crash-tests',
};

/** Keys of real-time applications: enough that none has more recordings than a vendor allows. */
export const APPLICATIONS: readonly number[] = Array.from({ length: 40 }, (_, place) => 1400000001 + place);
export const RTC_KEYS = APPLICATIONS.map((app) => `${app}:rtc-key-of-${app}`).join(',');
