// Loaded by `node --import` before a service: its machine's clock is wrong by CLOCK_WRONG_BY_MS.
const wrongBy = Number(process.env.CLOCK_WRONG_BY_MS)
const TrueDate = Date

globalThis.Date = class extends TrueDate {
  constructor(...given) {
    if (given.length === 0) super(TrueDate.now() + wrongBy)
    else super(...given)
  }

  static now() {
    return TrueDate.now() + wrongBy
  }
}
