/** The newest of a numbered row without holes, kept in memory so that readers at its end need not read and parse it again. */
export class Recent<T> {
  private kept: { readonly number: number; readonly item: T; readonly bytes: number }[] = []
  private bytes = 0

  constructor(
    private readonly mostItems: number,
    private readonly mostBytes: number,
  ) {}

  /** The item that follows the last one added. */
  add(number: number, item: T, bytes: number): void {
    this.kept.push({ number, item, bytes })
    this.bytes += bytes
    while (this.kept.length > this.mostItems || this.bytes > this.mostBytes) this.shorten()
  }

  /** At most `limit` items from a number on; undefined where they are no longer all here. */
  from(number: number, limit: number): readonly T[] | undefined {
    const first = this.kept[0]
    if (first === undefined || number < first.number) return undefined
    const start = number - first.number
    return this.kept.slice(start, start + limit).map(({ item }) => item)
  }

  clear(): void {
    this.kept = []
    this.bytes = 0
  }

  /** Half at a time, so that the cost of each addition stays the same. */
  private shorten(): void {
    const gone = this.kept.splice(0, Math.ceil(this.kept.length / 2))
    this.bytes -= gone.reduce((sum, { bytes }) => sum + bytes, 0)
  }
}
