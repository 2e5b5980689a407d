import { Injectable } from '@nestjs/common'
import { TIMELINE_PERSONAL, type PersonalTimelineDocument, type TimelineDocument } from '@spoc/intake-contracts'
import type { Actor } from '@spoc/platform-kernel'
import { Views } from '@spoc/platform-runtime'
import { WrittenTexts } from '../../written-texts.js'
import { Names } from '../names/names.js'
import { ERASED } from '../queue/personal.view.js'
import { sentenceOf, type NamesById } from './sentence-of.js'
import { dataForClient, isTextForClient } from './shown-to-client.js'

/** One line of a request's story. */
export interface TimelineEntry extends Pick<
  TimelineDocument,
  '_id' | 'at' | 'occurredAt' | 'type' | 'public' | 'channel' | 'data'
> {
  readonly actor: { readonly kind: Actor['kind']; readonly id: string; readonly name?: string }
  readonly onBehalfOf?: TimelineEntry['actor']
  readonly title: string
  readonly text?: string
}

/** Fields of data that name people. */
const personFields = ['by', 'engineerId', 'lastResort', 'toPersonId'] as const

/** Tells the story for one audience: names and words joined on reading. Clients are given what they may see only. */
@Injectable()
export class TimelineEntries {
  constructor(
    private readonly views: Views,
    private readonly names: Names,
    private readonly texts: WrittenTexts,
  ) {}

  /** `mayName`: which people of the provider sentences name; all unless told. */
  async of(
    found: readonly TimelineDocument[],
    audience: 'staff' | 'client',
    mayName: (personId: string) => boolean = () => true,
  ): Promise<readonly TimelineEntry[]> {
    const told = audience === 'staff' ? found : found.filter((entry) => entry.public)
    const actors = told.flatMap(({ actor, onBehalfOf }) => [actor, onBehalfOf])
    const [personal, people, contacts, teams] = await Promise.all([
      this.views.of<PersonalTimelineDocument>(TIMELINE_PERSONAL).getMany(told.map(({ _id }) => _id)),
      this.names.people([...idsOf(actors, 'person'), ...told.flatMap(peopleIn)]),
      this.names.contacts(idsOf(actors, 'contact')),
      this.names.teams(told.flatMap(teamsIn)),
    ])
    const said = new Map(personal.map((one) => [one._id, one]))
    const byId: NamesById = {
      person: (id) => (mayName(id) ? people.get(id)?.name : undefined),
      team: (id) => teams.get(id)?.name,
    }
    const nameOf = ({ kind, id }: Actor) => (kind === 'contact' ? contacts.get(id)?.name : byId.person(id))
    return Promise.all(told.map((entry) => this.entryOf(entry, said.get(entry._id), byId, nameOf, audience)))
  }

  private async entryOf(
    entry: TimelineDocument,
    said: PersonalTimelineDocument | undefined,
    byId: NamesById,
    nameOf: (actor: Actor) => string | undefined,
    audience: 'staff' | 'client',
  ): Promise<TimelineEntry> {
    const { _id, at, occurredAt, type, channel, onBehalfOf } = entry
    const data = audience === 'staff' ? entry.data : dataForClient(type, entry.data)
    const text = audience === 'staff' || isTextForClient(type) ? await this.textOf(said) : undefined
    const shown = (actor: Actor, name = nameOf(actor)) => ({
      ...(audience === 'staff' ? actor : outside(actor)),
      ...(name === undefined ? {} : { name }),
    })
    return {
      _id,
      at,
      occurredAt,
      type,
      public: entry.public,
      channel,
      data,
      actor: shown(entry.actor, onBehalfOf === undefined ? (said?.authorName ?? nameOf(entry.actor)) : nameOf(entry.actor)),
      ...(onBehalfOf === undefined ? {} : { onBehalfOf: shown(onBehalfOf, said?.authorName ?? nameOf(onBehalfOf)) }),
      title: sentenceOf({ type, data }, byId),
      ...(text === undefined ? {} : { text }),
    }
  }

  private async textOf(said: PersonalTimelineDocument | undefined): Promise<string | undefined> {
    if (said?.blob === undefined) return said?.text
    return (await this.texts.read({ sha256: said.blob })) ?? ERASED
  }
}

/** Which automation or system did it is the provider's own affair. */
function outside(actor: Actor): Actor {
  return actor.kind === 'system' || actor.kind === 'integration' ? { kind: actor.kind, id: 'provider' } : actor
}

function idsOf(actors: readonly (Actor | undefined)[], kind: Actor['kind']): readonly string[] {
  return actors.filter((actor) => actor?.kind === kind).map((actor) => actor?.id ?? '')
}

function peopleIn({ data }: TimelineDocument): readonly string[] {
  return texts([...personFields.map((field) => data[field]), spocOf(data)['personId'], ...listOf(data['personIds'])])
}

function teamsIn({ data }: TimelineDocument): readonly string[] {
  return texts([data['teamId'], data['toTeamId'], spocOf(data)['teamId']])
}

function spocOf(data: TimelineDocument['data']): Readonly<Record<string, unknown>> {
  const { spoc } = data
  return typeof spoc === 'object' && spoc !== null ? { ...spoc } : {}
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}
