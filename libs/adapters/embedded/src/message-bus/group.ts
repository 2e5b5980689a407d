import type { BusStore } from './bus-store.js'
import type { Lane } from './lane.js'
import type { Member } from './member.js'

/** The members of one group and how they share its lanes. */
export class Group {
  private members: readonly Member[] = []
  private changing: Promise<void> = Promise.resolve()

  constructor(private readonly store: BusStore) {}

  join(member: Member): Promise<void> {
    this.members = [...this.members, member]
    return this.share()
  }

  async leave(member: Member): Promise<void> {
    this.members = this.members.filter((other) => other !== member)
    await member.leave()
    await this.share()
  }

  /** Changes come one after the other; a lane is started with its new member only when the old one is done with it. */
  private share(): Promise<void> {
    this.changing = this.changing.then(async () => {
      const shares = this.members.map((member) => ({ member, lanes: this.lanesOf(member) }))
      const changed = shares.filter(({ member, lanes }) => !member.holds(lanes))
      await Promise.all(changed.map(({ member, lanes }) => member.giveUp(lanes)))
      await Promise.all(changed.map(({ member, lanes }) => member.take(lanes)))
    })
    return this.changing
  }

  private lanesOf(member: Member): readonly Lane[] {
    return member.options.topics.flatMap((topic) => {
      const sharing = this.members.filter(({ options }) => options.topics.includes(topic))
      return this.store.lanes(topic).filter(({ partition }) => sharing[partition % sharing.length] === member)
    })
  }
}
