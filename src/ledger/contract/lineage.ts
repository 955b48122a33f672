/** Reasons for a new epoch. BEGINNING: the ledger is new, or a version without epochs made the ledger. */
export const EPOCH_REASONS = [
  'BEGINNING',
  'NUMBER_BEHIND',
  'OTHER_INSTANCE',
  'MARK_MISSING',
  'OTHER_PLACE',
  'POWER_CUT',
  'EPOCH_LOST',
  'OPERATOR',
] as const;

export type EpochReason = (typeof EPOCH_REASONS)[number];

/**
 * A range of sequence numbers. Within an epoch, a sequence number identifies one change. A restored backup begins a new
 * epoch after the last number of the backup.
 */
export interface Epoch {
  readonly id: string;
  /** Epoch that this epoch branched off from. Null: the first epoch. */
  readonly parent: string | null;
  /** Last sequence number that this epoch shares with its parent. */
  readonly fromSeq: number;
  /** Unix ms. */
  readonly begunAt: number;
  /** Time of the last change before the epoch, Unix ms. Changes between `gapSince` and `begunAt` may be lost. */
  readonly gapSince: number | null;
  readonly reason: EpochReason;
}

/** Position of a sequence number of any epoch in the current epoch. */
export interface Place {
  /** Last sequence number that both epochs share. */
  readonly seq: number;
  /** Whether changes after `seq` were published that the ledger has lost. */
  readonly isLost: boolean;
}

/** All epochs that a ledger knows, with the path from the first epoch to the current epoch. */
export class Lineage {
  readonly current: Epoch;
  readonly #all: ReadonlyMap<string, Epoch>;
  /** Ancestors of the current epoch and the current epoch, oldest first. */
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

  /** Epoch in which the ledger was created. Identifies the ledger. */
  get first(): Epoch {
    return this.#chain[0]!;
  }

  /**
   * Returns since when changes may be lost because of restores after a time. `since` is in Unix ms; null: unknown.
   * Undefined: no restore happened.
   */
  gapOf(restoredAfter: number): { readonly since: number | null } | undefined {
    const restores = this.#chain.filter(({ parent, begunAt }) => parent !== null && begunAt > restoredAfter);
    if (restores.length === 0) return undefined;
    return { since: restores.reduce<number | null>((since, { gapSince }) => earlier(since, gapSince), Infinity) };
  }

  has(epochId: string): boolean {
    return this.#all.has(epochId);
  }

  /** Returns the epoch that assigned a sequence number. */
  epochOf(seq: number): string {
    return (this.#chain.findLast(({ fromSeq }) => fromSeq < seq) ?? this.first).id;
  }

  /** Locates a sequence number of any epoch. Undefined: the ledger does not know the epoch. */
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

/** Returns the earlier time. Null, an unknown time, is earlier than all times. */
function earlier(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.min(one, other);
}
