interface Signature {
  readonly type: string
  readonly at: number
  readonly bytes: readonly number[]
}

const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')]

/** How files begin, as far as it matters to whoever opens them. */
const signatures: readonly Signature[] = [
  { type: 'application/pdf', at: 0, bytes: ascii('%PDF-') },
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, bytes: ascii('GIF8') },
  { type: 'image/webp', at: 8, bytes: ascii('WEBP') },
  { type: 'application/gzip', at: 0, bytes: [0x1f, 0x8b] },
  { type: 'application/x-7z-compressed', at: 0, bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { type: 'application/vnd.rar', at: 0, bytes: ascii('Rar!\u001a\u0007') },
  { type: 'application/x-msdownload', at: 0, bytes: ascii('MZ') },
  { type: 'application/x-executable', at: 0, bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { type: 'application/vnd.tcpdump.pcap', at: 0, bytes: [0xd4, 0xc3, 0xb2, 0xa1] },
  { type: 'application/zip', at: 0, bytes: ascii('PK\u0003\u0004') },
]

/** Types that are a ZIP inside, and are told apart by what the sender calls them. */
const zipped = /^application\/(vnd\.openxmlformats-officedocument\.|vnd\.oasis\.opendocument\.|java-archive)/

/**
 * The media type of a file by its first bytes. The sender's word counts only where the bytes do not speak against it; what a browser would
 * run (HTML, SVG, scripts) is told as plain text.
 */
export function typeOf(content: Uint8Array, declared: string): string {
  const told = /^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.exec(declared.toLowerCase())?.[0] ?? 'application/octet-stream'
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, index) => content[at + index] === byte))?.type
  if (found === 'application/zip' && zipped.test(told)) return told
  if (found !== undefined) return found
  if (/^text\/(html|xml|javascript)|\b(xhtml|svg|javascript|ecmascript)\b/.test(told)) return 'text/plain'
  return signatures.some(({ type }) => type === told) ? 'application/octet-stream' : told
}
