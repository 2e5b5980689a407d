/** The id in the name of a stream whose category has no hyphen: `request-0190…` → `0190…`. */
export function idIn(stream: string): string {
  return stream.slice(stream.indexOf('-') + 1)
}
