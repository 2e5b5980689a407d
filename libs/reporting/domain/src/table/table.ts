/** Rows and columns, ready for a CSV or spreadsheet writer; every record has a cell for every column. */
export interface Table {
  readonly header: readonly string[]
  readonly records: readonly (readonly string[])[]
}

/** One cell a column; what is not there is an empty cell, a number is written with a full stop. */
export type Cells = ReadonlyMap<string, string | number | undefined>

/** A table with the columns of all rows: those named first in their order, then the rest by name. */
export function tableOf(rows: readonly Cells[], first: readonly string[]): Table {
  const found = new Set(rows.flatMap((cells) => [...cells.keys()]))
  const rest = [...found].filter((column) => !first.includes(column)).sort()
  const header = [...first, ...rest]
  return { header, records: rows.map((cells) => header.map((column) => String(cells.get(column) ?? ''))) }
}
