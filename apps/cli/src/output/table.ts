import { plain } from './plain.js'

const WIDEST = 60

/** Rows under their header, in columns; the last column is as wide as it likes. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows].map((cells) => cells.map(plain))
  const widths = header.map((_, column) => Math.min(WIDEST, Math.max(...all.map((cells) => [...(cells[column] ?? '')].length))))
  return all
    .map(
      (cells) =>
        `${cells
          .map((cell, column) => padded(cell, widths, column))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

function padded(cell: string, widths: readonly number[], column: number): string {
  const width = widths[column] ?? 0
  const characters = [...cell]
  if (column === widths.length - 1) return cell
  return characters.length > width ? `${characters.slice(0, width - 1).join('')}…` : cell + ' '.repeat(width - characters.length)
}
