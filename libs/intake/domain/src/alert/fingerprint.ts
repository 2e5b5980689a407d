/** What Alertmanager puts between names and values: a byte that no UTF-8 text holds. */
const SEPARATOR = 0xff
const OFFSET = 14695981039346656037n
const PRIME = 1099511628211n

/**
 * The fingerprint that Alertmanager itself gives to these labels (FNV-1a, 64 bits, over names and values in the order of the names),
 * as 16 hexadecimal digits: so that a sender that begins to tell fingerprints is recognised.
 */
export function fingerprintOf(labels: Readonly<Record<string, string>>): string {
  let hash = OFFSET
  const add = (bytes: Iterable<number>) => {
    for (const byte of bytes) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME)
  }
  for (const [name, value] of Object.entries(labels).sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))) {
    add(Buffer.from(name))
    add([SEPARATOR])
    add(Buffer.from(value))
    add([SEPARATOR])
  }
  return hash.toString(16).padStart(16, '0')
}
