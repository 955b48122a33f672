import type { ASTNode } from 'graphql';
import type { InputFault } from '../../errors.ts';

/** Path of a value, from the name of the argument inwards. */
export type Path = readonly string[];

/** A fault of a value from a client, with the node of the document. */
export interface ValueFault extends InputFault {
  readonly node?: ASTNode | undefined;
}

/** Maximum number of faults in an answer. The search stops then, because every fault costs time. */
export const MAX_FAULTS = 10;

/** Replaces a value that has a fault. */
export const FAULTY = Symbol('faulty');

/** Thrown when `MAX_FAULTS` is reached. */
const ENOUGH = new Error('enough faults');

/** Collects faults of values. Messages never repeat the values. */
export class Faults {
  readonly all: ValueFault[] = [];

  /** `rule` follows the name of the value in the message: "must be a string". */
  add(path: Path, rule: string, node: ASTNode | undefined): typeof FAULTY {
    this.all.push({ path, message: `${nameOf(path)} ${rule}`, node });
    if (this.all.length >= MAX_FAULTS) throw ENOUGH;
    return FAULTY;
  }

  /** Runs `collect`. Returns undefined if `MAX_FAULTS` was reached. */
  until<Result>(collect: () => Result): Result | undefined {
    try {
      return collect();
    } catch (error) {
      if (error !== ENOUGH) throw error;
      return undefined;
    }
  }
}

/** Returns the last name of a path, with the list indexes after the name: "roomIds.3". */
function nameOf(path: Path): string {
  const from = path.findLastIndex((step) => !/^\d+$/.test(step));
  return path.slice(Math.max(0, from)).join('.');
}
