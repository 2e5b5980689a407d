/** What decides about this mail is still being written: the other server keeps it, and comes again soon. */
export class ComeAgain extends Error {
  constructor(why: string) {
    super(why)
    this.name = 'ComeAgain'
  }
}
