import { instantIn } from '@spoc/platform-nest'
import type { WorkWindow } from '@spoc/works-contracts'
import { IsString, MaxLength } from 'class-validator'

/** `[from, to)`, instants with an offset; `zone` is the IANA zone it is agreed in. */
export class WindowWanted {
  @IsString()
  @MaxLength(40)
  from!: string

  @IsString()
  @MaxLength(40)
  to!: string

  @IsString()
  @MaxLength(64)
  zone: string = 'UTC'
}

/**
 * The windows, each named by its place in time: one that is moved keeps its name, so that calendars move the entry they have.
 * Refused: `invalid-instant`, with the field.
 */
export function windowsOf(wanted: readonly WindowWanted[]): readonly WorkWindow[] {
  const spans = wanted.map((window, index) => spanOf(window, `windows.${index}`))
  const inOrder = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))
  return spans.map((span) => ({ windowId: `w${inOrder.indexOf(span) + 1}`, ...span }))
}

export function spanOf({ from, to, zone }: WindowWanted, field: string): Omit<WorkWindow, 'windowId'> {
  return { from: instantIn(from, `${field}.from`), to: instantIn(to, `${field}.to`), zone }
}
