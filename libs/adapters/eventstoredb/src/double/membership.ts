/** A node of a cluster, by the port on 127.0.0.1 at which it is. */
export interface Member {
  readonly instanceId: string
  readonly port: number
  readonly alive: boolean
}

/** What a node knows of its cluster, and gossips. */
export interface Membership {
  readonly self: Member
  readonly members: readonly Member[]
  /** None while there is an election. */
  readonly leader: Member | undefined
}
