import type { ASTNode } from 'graphql';
import type { InputFault } from '../../errors.ts';

/** Where a value is, from the name of the argument inwards. */
export type Path = readonly string[];

/** A fault of a value that a client sent, and the place in the document where it is written. */
export interface ValueFault extends InputFault {
  readonly node?: ASTNode | undefined;
}

/** Faults that are answered at once; after that no more is looked at, for each one costs. */
export const MAX_FAULTS = 10;

/** In the place of a value that has a fault. */
export const FAULTY = Symbol('faulty');

/** Thrown when enough faults were found. */
const ENOUGH = new Error('enough faults');

/** Collects faults of values, in words without the values. */
export class Faults {
  readonly all: ValueFault[] = [];

  /** `rule` goes on after the name of the value: "must be a string". */
  add(path: Path, rule: string, node: ASTNode | undefined): typeof FAULTY {
    this.all.push({ path, message: `${nameOf(path)} ${rule}`, node });
    if (this.all.length >= MAX_FAULTS) throw ENOUGH;
    return FAULTY;
  }

  /** Runs `collect` until it is done or has found enough; undefined for the latter. */
  until<Result>(collect: () => Result): Result | undefined {
    try {
      return collect();
    } catch (error) {
      if (error !== ENOUGH) throw error;
      return undefined;
    }
  }
}

/** The last name of a path, with the places in lists that follow it: "roomIds.3". */
function nameOf(path: Path): string {
  const from = path.findLastIndex((step) => !/^\d+$/.test(step));
  return path.slice(Math.max(0, from)).join('.');
}
