import { EventStoreDouble } from './event-store-double.js'
import { Journal } from './journal.js'
import { Ledger } from './ledger.js'
import type { Member, Membership } from './membership.js'

/**
 * Several nodes over one log, all of whose events every node has at once. A node that does not lead passes appends on to the leader, and
 * turns away what asks for the leader, naming it; that is how EventStoreDB documents it, it was not observed.
 */
export class ClusterDouble {
  private leading: EventStoreDouble | undefined

  private constructor(readonly nodes: readonly EventStoreDouble[]) {
    this.leading = nodes[0]
  }

  /** The first node leads. */
  static async start(size = 3): Promise<ClusterDouble> {
    const ledger = new Ledger(Journal.inMemory([]), Date.now)
    const started: { cluster?: ClusterDouble } = {}
    const membershipOf = (self: Member): Membership =>
      started.cluster?.membershipOf(self) ?? { self, members: [self], leader: undefined }
    const nodes: EventStoreDouble[] = []
    for (let index = 0; index < size; index += 1) nodes.push(await EventStoreDouble.start({ cluster: { ledger, membershipOf } }))
    started.cluster = new ClusterDouble(nodes)
    return started.cluster
  }

  /** Names every node, so that the client asks them for the leader. */
  get connectionString(): string {
    return `esdb://${this.nodes.map(({ port }) => `127.0.0.1:${port}`).join()}?tls=false`
  }

  /** Another node leads from now on, as gossip tells at once; none while there is an election. No connection breaks. */
  lead(node: EventStoreDouble | undefined): void {
    this.leading = node
  }

  async close(): Promise<void> {
    for (const node of this.nodes) await node.close()
  }

  private membershipOf(self: Member): Membership {
    const leader = this.leading?.member
    return { self, members: this.nodes.map(({ member }) => member), leader: leader?.alive === true ? leader : undefined }
  }
}
