import type { Instant } from '@spoc/platform-kernel'

const LINE_OCTETS = 75

/** A content line, folded at 75 octets without cutting a character in two (RFC 5545 §3.1), with its line end. */
export function contentLine(line: string): string {
  const lines: string[] = []
  let current = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > LINE_OCTETS) {
      lines.push(current)
      current = ' '
      octets = 1
    }
    current += character
    octets += size
  }
  return [...lines, current].map((one) => `${one}\r\n`).join('')
}

/** Text as a value (RFC 5545 §3.3.11). Control characters, which have no form in a value, are left out. */
export function textValue(text: string): string {
  return withoutControls(text.replace(/\r\n?/g, '\n'))
    .replace(/[\\;,]/g, (special) => `\\${special}`)
    .replaceAll('\n', '\\n')
}

/** Text as a quoted parameter (RFC 5545 §3.2), which can hold anything but quotation marks and line breaks. */
export function quotedParameter(text: string): string {
  return `"${withoutControls(text).replaceAll('\n', ' ').replaceAll('"', "'")}"`
}

/** A moment in UTC, to the second (RFC 5545 §3.3.5, form 2). */
export function utcDateTime(instant: Instant): string {
  return `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`
}

function withoutControls(text: string): string {
  return [...text].filter((character) => character === '\n' || (character >= ' ' && character !== '\u007f')).join('')
}
