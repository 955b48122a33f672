/** Why an epoch began. BEGINNING: the ledger is new, or of a version without epochs. */
export type EpochReason =
  | 'BEGINNING'
  | 'NUMBER_BEHIND'
  | 'OTHER_INSTANCE'
  | 'MARK_MISSING'
  | 'OTHER_PLACE'
  | 'POWER_CUT'
  | 'EPOCH_LOST'
  | 'OPERATOR';

/**
 * A stretch of the numbers of changes. Within an epoch a number is one change. A restored backup begins another epoch
 * behind the last number that the backup has.
 */
export interface Epoch {
  readonly id: string;
  /** The epoch that this one branched off; null for the first one. */
  readonly parent: string | null;
  /** The last number that this epoch has in common with its parent. */
  readonly fromSeq: number;
  /** Unix ms. */
  readonly begunAt: number;
  /** When the last change before it was put down: what happened between that time and `begunAt` may be lost. Unix ms. */
  readonly gapSince: number | null;
  readonly reason: EpochReason;
}

/** Where a number of some epoch is in the current one. */
export interface Place {
  /** The last number up to which both are the same. */
  readonly seq: number;
  /** Whether changes behind `seq` were told that the ledger has no more. */
  readonly isLost: boolean;
}

/** All epochs that a ledger knows, and the way from the first to the current one. */
export class Lineage {
  readonly current: Epoch;
  readonly #all: ReadonlyMap<string, Epoch>;
  /** The current epoch and those it comes from, the first one first. */
  readonly #chain: readonly Epoch[];

  constructor(epochs: readonly Epoch[], currentId: string) {
    this.#all = new Map(epochs.map((epoch) => [epoch.id, epoch]));
    const chain: Epoch[] = [];
    for (let at = this.#all.get(currentId); at; at = at.parent === null ? undefined : this.#all.get(at.parent))
      chain.unshift(at);
    const current = chain.at(-1);
    if (!current) throw new Error('the current epoch is not among the epochs');
    this.current = current;
    this.#chain = chain;
  }

  get epochs(): readonly Epoch[] {
    return [...this.#all.values()];
  }

  /** The epoch in which the ledger was made: it tells one ledger from another. */
  get first(): Epoch {
    return this.#chain[0]!;
  }

  /**
   * What restores since a time may have taken from the ledger: all since `since`, Unix ms; null where that is not known.
   * Undefined where there was no restore.
   */
  gapOf(restoredAfter: number): { readonly since: number | null } | undefined {
    const restores = this.#chain.filter(({ parent, begunAt }) => parent !== null && begunAt > restoredAfter);
    if (restores.length === 0) return undefined;
    return { since: restores.reduce<number | null>((since, { gapSince }) => earlier(since, gapSince), Infinity) };
  }

  has(epochId: string): boolean {
    return this.#all.has(epochId);
  }

  /** The epoch that gave a number to its change. */
  epochOf(seq: number): string {
    return (this.#chain.findLast(({ fromSeq }) => fromSeq < seq) ?? this.first).id;
  }

  /** Finds a number of any known epoch; undefined for an epoch that the ledger does not know. */
  placeOf(epochId: string, seq: number): Place | undefined {
    let common = seq;
    let at = this.#all.get(epochId);
    while (at && !this.#chain.includes(at)) {
      common = Math.min(common, at.fromSeq);
      at = at.parent === null ? undefined : this.#all.get(at.parent);
    }
    if (!at) return undefined;
    const next = this.#chain[this.#chain.indexOf(at) + 1];
    if (next) common = Math.min(common, next.fromSeq);
    return { seq: common, isLost: common < seq };
  }
}

/** Null: not known, so all times may be meant. */
function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}
