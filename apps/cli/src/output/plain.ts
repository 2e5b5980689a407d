/**
 * Text from outside as it may be shown in a terminal, on one line: clients write titles, and control characters would be taken for commands of
 * the terminal, or turn the line around.
 */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim()
}
