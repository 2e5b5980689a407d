import { randomUUID } from 'node:crypto'
import { DuplicateKey, type Collection, type Documents } from '@spoc/platform-ports'

/** Says who, of several processes, does a job now. Efficiency only: whatever a late holder still does must do no harm. */
export interface Leases {
  /**
   * Tries to hold the named job; asked again and again while held, which renews it. A higher rank (the version of a fold) takes it from a
   * lower one; a lower one never from a higher, even when that is away.
   */
  hold(name: string, rank?: number): Promise<boolean>
  release(name: string): Promise<void>
}

/** For one process alone on a locked data folder: it holds everything. */
export const soleLeases: Leases = { hold: () => Promise.resolve(true), release: () => Promise.resolve() }

interface Lease {
  readonly _id: string
  readonly owner: string
  readonly until: number
  readonly rank: number
}

export const LEASE_MS = 4_000
/** A lease renewed more lately than this is taken to be held, without asking. */
const RENEW_AFTER_MS = 1_000

/** Leases kept as documents, by compare-and-set; measured on the machines' clocks, which may differ by less than the lease's length. */
export async function documentLeases(documents: Documents, machineNow: () => number = Date.now): Promise<Leases> {
  const leases: Collection<Lease> = await documents.collection<Lease>({ name: 'platform_leases', indexes: [], holds: 'state' })
  const owner = randomUUID()
  const renewedAt = new Map<string, number>()
  const take = async (name: string, rank: number, now: number): Promise<boolean> => {
    const mine: Lease = { _id: name, owner, until: now + LEASE_MS, rank }
    const free = { $or: [{ owner }, { rank: { $lt: rank } }, { until: { $lt: now }, rank: { $lte: rank } }] }
    if (await leases.replaceIf(name, free, mine)) return true
    if ((await leases.get(name)) !== undefined) return false
    try {
      await leases.insert(mine)
      return true
    } catch (error) {
      if (error instanceof DuplicateKey) return leases.replaceIf(name, free, mine)
      throw error
    }
  }
  return {
    async hold(name, rank = 0) {
      const now = machineNow()
      if (now - (renewedAt.get(name) ?? 0) < RENEW_AFTER_MS) return true
      const held = await take(name, rank, now)
      if (held) renewedAt.set(name, now)
      else renewedAt.delete(name)
      return held
    },
    async release(name) {
      renewedAt.delete(name)
      await leases.remove(name, { owner })
    },
  }
}
