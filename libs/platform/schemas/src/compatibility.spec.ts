import { contractChanges } from './compatibility.js'
import type { Schema } from './schema.js'

const EVENT = 'events/works/works.work-planned.v1.schema.json'
const COLLECTION = 'collections/works_works.schema.json'

const text: Schema = { type: 'string' }
const object = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
})
const personal = (value: Schema): Schema => ({
  anyOf: [object({ box: text }), object({ erased: { const: true } })],
  'x-personal': value,
})

/** What the check says of one property `it` that becomes another, in an event and in a collection. */
function whenChanged(before: Schema, after: Schema) {
  const told = (file: string) =>
    contractChanges(new Map([[file, object({ it: before })]]), new Map([[file, object({ it: after })]])).map(({ is }) => is)
  return { event: told(EVENT), collection: told(COLLECTION) }
}

describe('the check of compatibility', () => {
  describe('given a property', () => {
    const [with_, without] = [object({ a: text, b: text }), object({ a: text })]
    const optional = object({ a: text, b: text }, ['a'])

    it('refuses that it goes', () =>
      expect(whenChanged(with_, without)).toEqual({ event: ['breaking'], collection: ['breaking'] }))
    it('refuses that an optional one goes', () =>
      expect(whenChanged(optional, without)).toEqual({ event: ['breaking'], collection: ['breaking'] }))
    it('refuses that it may be absent', () =>
      expect(whenChanged(with_, optional)).toEqual({ event: ['breaking'], collection: ['breaking'] }))
    it('refuses that it must be there in events that may lack it; documents are made again', () =>
      expect(whenChanged(optional, with_)).toEqual({ event: ['breaking'], collection: [] }))
    it('tells of a new one that is optional', () =>
      expect(whenChanged(without, optional)).toEqual({ event: ['told'], collection: ['told'] }))
    it('refuses a new one that old events would have to have', () =>
      expect(whenChanged(without, with_)).toEqual({ event: ['breaking'], collection: ['told'] }))
    it('refuses another type', () =>
      expect(whenChanged(text, { type: 'number' })).toEqual({ event: ['breaking'], collection: ['breaking'] }))
    it('refuses that it may be null', () =>
      expect(whenChanged(text, { type: ['string', 'null'] })).toEqual({ event: ['breaking'], collection: ['breaking'] }))
    it('refuses that it is never null any more where old events have it', () =>
      expect(whenChanged({ type: ['string', 'null'] }, text)).toEqual({ event: ['breaking'], collection: ['told'] }))
    it('refuses a format that old events may not have', () =>
      expect(whenChanged(text, { type: 'string', format: 'date-time' })).toEqual({ event: ['breaking'], collection: ['told'] }))
    it('has nothing to say of another description', () =>
      expect(whenChanged(text, { type: 'string', description: 'Better.' })).toEqual({ event: [], collection: [] }))
  })

  describe('given an enumeration', () => {
    const [ab, abc]: readonly Schema[] = [
      ['a', 'b'],
      ['a', 'b', 'c'],
    ].map((values) => ({ type: 'string', enum: values }))

    it('tells of a value that is new', () => expect(whenChanged(ab!, abc!)).toEqual({ event: ['told'], collection: ['told'] }))
    it('refuses that one goes which old events have', () =>
      expect(whenChanged(abc!, ab!)).toEqual({ event: ['breaking'], collection: ['told'] }))
    it('refuses one where any text was allowed in events', () =>
      expect(whenChanged(text, ab!)).toEqual({ event: ['breaking'], collection: ['told'] }))
    it('tells that any text is allowed', () => expect(whenChanged(ab!, text)).toEqual({ event: ['told'], collection: ['told'] }))
    it('refuses another constant in events', () =>
      expect(whenChanged({ type: 'number', const: 1 }, { type: 'number', const: 2 }).event).toContain('breaking'))
  })

  describe('given alternatives', () => {
    const person = object({ kind: { type: 'string', const: 'person' }, id: text })
    const team = object({ kind: { type: 'string', const: 'team' }, id: text })

    it('has nothing to say of another order', () =>
      expect(whenChanged({ anyOf: [person, team] }, { anyOf: [team, person] })).toEqual({ event: [], collection: [] }))
    it('tells of one more of the same kind', () =>
      expect(whenChanged({ anyOf: [person] }, { anyOf: [person, team] })).toEqual({ event: ['told'], collection: ['told'] }))
    it('refuses one more of another kind', () =>
      expect(whenChanged({ anyOf: [person, team] }, { anyOf: [person, team, text] })).toEqual({
        event: ['breaking'],
        collection: ['breaking'],
      }))
    it('refuses that one goes which old events have', () =>
      expect(whenChanged({ anyOf: [person, team] }, { anyOf: [person] }).event).toEqual(['breaking']))
    it('refuses a property that goes in one of them', () => {
      const { id: _, ...rest } = team.properties!
      expect(whenChanged({ anyOf: [person, team] }, { anyOf: [person, object(rest)] })).toEqual({
        event: ['breaking'],
        collection: ['breaking'],
      })
    })
    it('refuses that one becomes another in events; documents are made again', () =>
      expect(whenChanged({ anyOf: [person, text] }, { anyOf: [team, text] })).toEqual({
        event: ['breaking', 'told'],
        collection: ['told', 'told'],
      }))
  })

  describe('given members', () => {
    const list = (items: Schema): Schema => ({ type: 'array', items })
    const table = (additionalProperties: Schema): Schema => ({ type: 'object', additionalProperties })

    it('looks into lists', () => expect(whenChanged(list(text), list({ type: 'number' })).event).toEqual(['breaking']))
    it('looks into objects whose names are data', () =>
      expect(whenChanged(table(text), table({ type: 'number' })).event).toEqual(['breaking']))
    it('refuses that an object’s names are no longer data', () =>
      expect(whenChanged(table(text), object({ a: text }, [])).event).toContain('breaking'))
  })

  describe('given a personal value', () => {
    it('looks into what is sealed', () =>
      expect(whenChanged(personal(text), personal({ type: 'number' })).event).toEqual(['breaking']))
    it('refuses that it is sealed where it was plain, and the reverse', () => {
      expect(whenChanged(text, personal(text)).event).toContain('breaking')
      expect(whenChanged(personal(text), text).event).toContain('breaking')
    })
  })

  describe('given a whole contract', () => {
    const one = new Map<string, Schema>([
      [EVENT, object({ a: text })],
      [COLLECTION, { ...object({ a: text }), 'x-fold': 1 }],
    ])
    const but = (...changed: readonly (readonly [string, Schema])[]) => new Map([...one, ...changed])
    const less = (file: string) => new Map([...one].filter(([name]) => name !== file))

    it('has nothing to say where nothing has changed, and of what is new', () =>
      expect(contractChanges(one, but(['events/works/works.work-forgotten.v1.schema.json', object({})]))).toEqual([]))
    it('refuses that an event or a collection goes', () => {
      expect(contractChanges(one, less(EVENT))).toEqual([{ is: 'breaking', where: EVENT, what: 'is gone' }])
      expect(contractChanges(one, less(COLLECTION))).toEqual([{ is: 'breaking', where: COLLECTION, what: 'is gone' }])
    })
    it('tells of an event that a new version has followed', () => {
      const next = new Map([...less(EVENT), ['events/works/works.work-planned.v2.schema.json', object({})] as const])
      expect(contractChanges(one, next).map(({ is }) => is)).toEqual(['told'])
    })
    it('refuses a change of an event although a new version stands beside it', () =>
      expect(
        contractChanges(one, but([EVENT, object({})], ['events/works/works.work-planned.v2.schema.json', object({})])).map(
          ({ is }) => is,
        ),
      ).toEqual(['breaking']))
    it('tells of any change of a collection whose fold is raised', () => {
      expect(contractChanges(one, but([COLLECTION, { ...object({}), 'x-fold': 2 }]))).toEqual([
        { is: 'told', where: `${COLLECTION} a`, what: 'is gone' },
      ])
      expect(contractChanges(one, but([COLLECTION, { ...object({}), 'x-fold': 1 }]))[0]).toMatchObject({ is: 'breaking' })
    })
    it('refuses another topic', () =>
      expect(
        contractChanges(one, but([EVENT, { ...object({ a: text }), 'x-topic': 'spoc.other.v1' }])).map(({ is }) => is),
      ).toEqual(['breaking']))
    it('follows references, in the file and to another, and ends where a type contains itself', () => {
      const tree = (leaf: Schema) =>
        new Map<string, Schema>([
          ['events/envelope.schema.json', { definitions: { Leaf: leaf } }],
          [
            EVENT,
            {
              ...object({ root: { $ref: '#/definitions/Node' } }),
              definitions: {
                Node: object({
                  next: { $ref: '#/definitions/Node' },
                  leaf: { $ref: '../envelope.schema.json#/definitions/Leaf' },
                }),
              },
            },
          ],
        ])
      expect(contractChanges(tree(text), tree(text))).toEqual([])
      expect(contractChanges(tree(text), tree({ type: 'number' }))).toEqual([
        { is: 'breaking', where: `${EVENT} root.leaf`, what: 'was string, is number' },
      ])
    })
  })
})
