import { deflateRawSync, inflateRawSync } from 'node:zlib'

type Members = Record<string, unknown>

/** As much as deflate looks back on, and half of it: what comes after it is looked back on too. */
const DICTIONARY_BYTES = 16 * 1024

/** What stands in the packed text for a value that is kept beside it. */
const BESIDE = 0

/**
 * How the texts of one table are packed. Members at the root of a document that its indexes are over are kept beside, as a JSON object, so that they
 * are found as before; the rest is compressed. What comes out is, byte for byte, what went in.
 */
export class PackedTexts {
  private constructor(
    readonly kept: readonly string[],
    /** Documents of the table, which the others are much like. Never changed while anything is packed by it. */
    readonly dictionary: Uint8Array,
  ) {}

  static from(kept: readonly string[], dictionary: Uint8Array): PackedTexts {
    return new PackedTexts(kept, dictionary)
  }

  static by(kept: readonly string[], texts: readonly string[]): PackedTexts {
    const rests = texts.map((text) => part(text, kept).rest).join('')
    return new PackedTexts(kept, Buffer.from(rests).subarray(-DICTIONARY_BYTES))
  }

  pack(text: string): { readonly beside: string; readonly packed: Uint8Array } {
    const { beside, rest } = part(text, this.kept)
    return { beside, packed: deflateRawSync(rest, { dictionary: this.dictionary, level: 9 }) }
  }

  unpack(id: string, beside: string, packed: Uint8Array): string {
    const rest = inflateRawSync(packed, { dictionary: this.dictionary }).toString('utf8')
    const document = Object.assign(JSON.parse(rest) as Members, JSON.parse(beside) as Members, { _id: id })
    return JSON.stringify(document)
  }
}

function part(text: string, kept: readonly string[]): { readonly beside: string; readonly rest: string } {
  const document = JSON.parse(text) as Members
  const beside: Members = {}
  for (const name of kept) {
    if (!Object.hasOwn(document, name)) continue
    beside[name] = document[name]
    document[name] = BESIDE
  }
  document['_id'] = BESIDE
  return { beside: JSON.stringify(beside), rest: JSON.stringify(document) }
}
