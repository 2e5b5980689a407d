import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { publishedContracts } from './keeping.js'

const root = join(__dirname, '../../../..')
const contracts = publishedContracts(root)
const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'))
const goldenFiles = readdirSync(join(root, 'libs')).flatMap((context) => goldenOf(`libs/${context}/contracts/golden`))

function goldenOf(folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return []
  }
}

/** A golden event as it flows: with an envelope, and what is personal sealed. */
function flowing(file: string) {
  const { type, data } = json(file) as { readonly type: string; readonly data: unknown }
  const instant = '2026-01-12T08:00:00.000Z'
  const metadata = {
    schema: 1,
    subject: 's',
    recordedAt: instant,
    occurredAt: instant,
    actor: { kind: 'system', id: 'x' },
    channel: 'cli',
    correlation: 'c',
  }
  return { id: 'e', stream: 's-1', revision: 0, position: '1', type, data: sealed(data), metadata }
}

function sealed(data: unknown): unknown {
  if (typeof data !== 'object' || data === null) return data
  if ('personal' in data && 'under' in data) return { sealed: 1, under: data.under, commitment: '', box: '' }
  if (Array.isArray(data)) return data.map(sealed)
  return Object.fromEntries(Object.entries(data).map(([name, member]) => [name, sealed(member)]))
}

describe('what is published', () => {
  it.each(goldenFiles)('%s keeps to its schema', (file) => expect(contracts.wrongInEvent(flowing(file))).toEqual([]))

  describe('given an event', () => {
    const event = () => flowing('libs/works/contracts/golden/works.work-declined.v1.json')
    const changed = (change: object) => contracts.wrongInEvent({ ...event(), ...change })
    const data = () => event().data as Record<string, unknown>

    it('keeps to its schema when what is personal is erased', () =>
      expect(changed({ data: { ...data(), reason: { erased: true, under: 'person:1' } } })).toEqual([]))
    it('breaks it with a personal value that is not sealed', () =>
      expect(changed({ data: { ...data(), reason: { personal: 'no', under: 'person:1' } } })).not.toEqual([]))
    it('breaks it with a property that is not named', () => expect(changed({ data: { ...data(), more: 1 } })).not.toEqual([]))
    it('breaks it with a position that is a number', () => expect(changed({ position: 1 })).not.toEqual([]))
    it('breaks it with an instant that is none', () =>
      expect(changed({ metadata: { ...event().metadata, recordedAt: 'yesterday' } })).not.toEqual([]))
    it('has no schema under a type that nobody publishes', () =>
      expect(contracts.wrongInEvent({ ...event(), type: 'works.work-forgotten.v1' })).toEqual([
        'works.work-forgotten.v1 has no schema.',
      ]))
  })

  it('looks as the guide for consumers shows it', () => {
    const [, example = ''] =
      /```json\n([\s\S]*?)```/.exec(readFileSync(join(root, 'docs/guides/consuming-events.md'), 'utf8')) ?? []
    const { headers, value } = JSON.parse(example) as { readonly headers: unknown; readonly value: { readonly type: string } }
    expect([...contracts.wrongInHeaders(headers), ...contracts.wrongInEvent(value)]).toEqual([])
  })

  it('is told by an AsyncAPI 3.0 document', () => {
    const ajv = new Ajv({ strict: false, allErrors: true })
    formats.default(ajv)
    const validate = ajv.compile(json('node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json') as object)
    validate(json('docs/contracts/asyncapi.json'))
    expect(validate.errors).toBeNull()
  })
})
