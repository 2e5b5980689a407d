import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { StoredEvent } from './stored-event.js'

type Line = readonly (readonly [id: string, stream: string, revision: string, position: string, createdMs: number, ...Body])[]
type Body = readonly [type: string, contentType: string, data: string, metadata: string]

/** One line of JSON for each append, so that an append is there whole or not at all. Survives the end of the process, not a power cut. */
export class Journal {
  private constructor(
    readonly events: readonly StoredEvent[],
    private readonly descriptor: number | undefined,
  ) {}

  static inMemory(events: readonly StoredEvent[]): Journal {
    return new Journal(events, undefined)
  }

  /** Reads what the file holds; a last line that was cut short by a kill is cut off. */
  static at(file: string): Journal {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    const descriptor = openSync(file, 'a')
    if (whole.length < text.length) ftruncateSync(descriptor, Buffer.byteLength(whole))
    const lines = whole.split('\n').filter((line) => line !== '')
    return new Journal(
      lines.flatMap((line) => decode(JSON.parse(line) as Line)),
      descriptor,
    )
  }

  write(events: readonly StoredEvent[]): void {
    if (this.descriptor !== undefined) writeSync(this.descriptor, `${JSON.stringify(encode(events))}\n`)
  }

  close(): void {
    if (this.descriptor !== undefined) closeSync(this.descriptor)
  }
}

function encode(events: readonly StoredEvent[]): Line {
  return events.map((event) => [
    event.id,
    event.stream,
    String(event.revision),
    String(event.position),
    event.createdMs,
    event.type,
    event.contentType,
    event.data.toString('base64'),
    event.metadata.toString('base64'),
  ])
}

function decode(line: Line): readonly StoredEvent[] {
  return line.map(([id, stream, revision, position, createdMs, type, contentType, data, metadata]) => ({
    id,
    stream,
    revision: BigInt(revision),
    position: BigInt(position),
    createdMs,
    type,
    contentType,
    data: Buffer.from(data, 'base64'),
    metadata: Buffer.from(metadata, 'base64'),
  }))
}
