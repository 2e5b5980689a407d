/** Milliseconds for people: `2 h 05 min`, `3 d 4 h`, `40 s`; empty where there is none. */
export function duration(milliseconds: unknown): string {
  if (typeof milliseconds !== 'number') return ''
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}
