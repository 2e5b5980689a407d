import { canonicalJson } from '@spoc/platform-kernel'
import { BUNDLE_FORMAT, type BundleEvent, type BundleHead, type StreamHead } from './bundle.js'
import type { Finding } from './finding.js'

export interface ReadBundle {
  /** Absent where the first line is none. */
  readonly head?: BundleHead
  /** The events that can be read. */
  readonly events: readonly BundleEvent[]
  readonly findings: readonly Finding[]
}

/** Reads a bundle line by line. Each line has one form only, so that two readers cannot see different things in it. */
export function readBundle(text: string): ReadBundle {
  const lines = text.split('\n')
  const findings: Finding[] = []
  const unreadable = (line: number, why: string) => findings.push({ is: 'unreadable', line, why })
  if (lines.pop() !== '') unreadable(lines.length + 1, 'it does not end with a line feed')
  let head: BundleHead | undefined
  const events: BundleEvent[] = []
  for (const [index, line] of lines.entries()) {
    const read = readLine(line)
    if ('why' in read) unreadable(index + 1, read.why)
    else if (index === 0 && isHead(read.value)) head = read.value
    else if (index > 0 && isEvent(read.value)) events.push(read.value)
    else unreadable(index + 1, index === 0 ? `it is not the head of a ${BUNDLE_FORMAT}` : 'it is not an event')
  }
  if (lines.length === 0) unreadable(1, 'it is empty')
  return { ...(head === undefined ? {} : { head }), events, findings }
}

function readLine(line: string): { readonly value: unknown } | { readonly why: string } {
  try {
    const value: unknown = JSON.parse(line)
    return canonicalJson(value) === line ? { value } : { why: 'it is not in the form of RFC 8785' }
  } catch (error) {
    // Numbers without end and nesting without bottom are JSON, but have no canonical form.
    return { why: error instanceof SyntaxError ? 'it is no JSON' : 'it has no form of RFC 8785' }
  }
}

const hexHash = /^[0-9a-f]{64}$/

function isHead(value: unknown): value is BundleHead {
  return (
    hasExactly(value, ['asOf', 'digest', 'exportedAt', 'format', 'leaves', 'root', 'streams', 'subject']) &&
    value['format'] === BUNDLE_FORMAT &&
    typeof value['subject'] === 'string' &&
    typeof value['exportedAt'] === 'string' &&
    isHash(value['root']) &&
    isHash(value['digest']) &&
    isAsOf(value['asOf']) &&
    isListOf(value['leaves'], isHash) &&
    isListOf(value['streams'], isStreamHead)
  )
}

function isAsOf(value: unknown): boolean {
  if (hasExactly(value, ['position'])) return typeof value['position'] === 'string'
  return (
    hasExactly(value, ['instant', 'position']) && typeof value['position'] === 'string' && typeof value['instant'] === 'string'
  )
}

function isStreamHead(value: unknown): value is StreamHead {
  return hasExactly(value, ['lastRevision', 'stream']) && typeof value['stream'] === 'string' && isRevision(value['lastRevision'])
}

/** Exactly these members: one more would be covered by no hash. */
function isEvent(value: unknown): value is BundleEvent {
  return (
    hasExactly(value, ['data', 'hash', 'id', 'metadata', 'revision', 'stream', 'type']) &&
    isHash(value['hash']) &&
    typeof value['id'] === 'string' &&
    typeof value['stream'] === 'string' &&
    typeof value['type'] === 'string' &&
    isRevision(value['revision']) &&
    isObject(value['metadata'])
  )
}

function hasExactly(value: unknown, members: readonly string[]): value is Record<string, unknown> {
  return (
    isObject(value) && Object.keys(value).length === members.length && members.every((member) => Object.hasOwn(value, member))
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && hexHash.test(value)
}

function isRevision(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isListOf(value: unknown, is: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(is)
}
