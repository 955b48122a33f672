import { VendorRejected } from '../errors.ts';
import type { Report } from '../domain/recorder.ts';
import { RecordingCause } from '../domain/recording.ts';

/** A report without news. */
export const NO_NEWS: Report = { facts: [] };

/** Returns the members that have a value. */
export function known<Values extends object>(values: Values): { [Name in keyof Values]?: NonNullable<Values[Name]> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Values]?: NonNullable<Values[Name]>;
  };
}

/** Returns the format of a file by its extension; undefined: the name has none. */
export function formatOf(fileName: string): string | undefined {
  return /\.(\w{1,8})$/.exec(fileName)?.[1];
}

/** Reports that the task ended at `at` or before. */
export function ended(at: number, cause: RecordingCause = RecordingCause.GONE): Report {
  return { facts: [{ kind: 'ended', at, cause }] };
}

/** Returns the result of a call, or the result of `otherwise` if the vendor refuses the call with one of these codes. */
export async function unlessRefused<Result>(
  call: Promise<Result>,
  vendorCodes: readonly string[],
  otherwise: (refusal: VendorRejected) => Result,
): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof VendorRejected && vendorCodes.includes(error.vendorCode)) return otherwise(error);
    throw error;
  }
}

/**
 * Maximum distance between a time and the moment at which the vendor reports it. Longer than a recording and its files
 * last.
 */
const NEAR_MS = 60 * 86_400_000;
/** Seconds, milliseconds and microseconds, in ms. Vendors deviate from the unit that they document. */
const UNITS_MS = [1000, 1, 0.001];

/**
 * Converts a time to Unix ms. Chooses the unit (seconds, milliseconds or microseconds) that puts the time near `moment`
 * (Unix ms). Undefined if no unit does: the time is impossible. 0 and absent both mean "none".
 */
export function timeNear(value: number | bigint | null | undefined, moment: number): number | undefined {
  if (!value) return undefined;
  const unit = UNITS_MS.find((unitMs) => Math.abs(Number(value) * unitMs - moment) <= NEAR_MS);
  return unit === undefined ? undefined : Math.round(Number(value) * unit);
}
