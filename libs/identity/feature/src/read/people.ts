import { Controller, Get, Param, Query } from '@nestjs/common'
import {
  PEOPLE,
  PEOPLE_PERSONAL,
  type PersonalPersonDocument,
  type PersonDocument,
  type PersonEvent,
} from '@spoc/identity-contracts'
import { refuse, Refused, reveal } from '@spoc/platform-kernel'
import { AllowedTo, IfTold, Paging, Reads } from '@spoc/platform-nest'
import { projector, Views } from '@spoc/platform-runtime'
import { IsString, MaxLength } from 'class-validator'

const idOf = (stream: string) => stream.slice('person-'.length)

export const people = projector<PersonDocument, PersonEvent>({
  collection: PEOPLE,
  version: 1,
  on: {
    'identity.person-registered.v1': ({ stream, data: { roles, accountIds, contactId } }, into) =>
      into.put(idOf(stream), () => ({
        _id: idOf(stream),
        state: 'active',
        roles,
        accountIds,
        ...(contactId === undefined ? {} : { contactId }),
      })),
    'identity.roles-changed.v1': ({ stream, data }, into) => into.put(idOf(stream), (found) => found && { ...found, ...data }),
    'identity.person-disabled.v1': ({ stream }, into) =>
      into.put(idOf(stream), (found) => found && { ...found, state: 'disabled' }),
  },
})

export const peoplePersonal = projector<PersonalPersonDocument, PersonEvent>({
  collection: PEOPLE_PERSONAL,
  version: 1,
  on: {
    'identity.person-registered.v1': ({ stream, data: { name, email } }, into) =>
      into.put(idOf(stream), () => ({ _id: idOf(stream), name: reveal(name, 'erased'), email: reveal(email, 'erased') })),
  },
})

export class Names {
  /** Ids, comma separated, at most 100. */
  @IfTold()
  @IsString()
  @MaxLength(3_700)
  ids?: string
}

@Controller('api/v1/people')
export class PeopleRoute {
  constructor(private readonly views: Views) {}

  @Get()
  @AllowedTo('admin', 'manager')
  @Reads(PEOPLE, PEOPLE_PERSONAL)
  async list(@Query() { limit, cursor }: Paging) {
    const page = await this.views.of<PersonDocument>(PEOPLE).find({ limit, ...(cursor === undefined ? {} : { cursor }) })
    return { ...page, items: await this.withNames(page.items) }
  }

  /** Names of colleagues, for showing who did what. */
  @Get('names')
  @AllowedTo('agent', 'engineer', 'manager', 'reporter', 'auditor', 'admin')
  @Reads(PEOPLE_PERSONAL)
  async names(@Query() { ids }: Names) {
    const view = this.views.of<PersonalPersonDocument>(PEOPLE_PERSONAL)
    const found =
      ids === undefined
        ? (await view.find({ sort: ['name'], limit: 500 })).items
        : await view.getMany(ids.split(',').slice(0, 100))
    return { items: found.map(({ _id, name }) => ({ id: _id, name })) }
  }

  /** Refused: `person-unknown` 404. */
  @Get(':personId')
  @AllowedTo('admin', 'manager')
  @Reads(PEOPLE, PEOPLE_PERSONAL)
  async one(@Param('personId') personId: string) {
    const person = await this.views.of<PersonDocument>(PEOPLE).get(personId)
    if (person === undefined) throw new Refused(refuse('person-unknown', 'There is no such person.'))
    return (await this.withNames([person]))[0]
  }

  private async withNames(found: readonly PersonDocument[]) {
    const personal = await this.views.of<PersonalPersonDocument>(PEOPLE_PERSONAL).getMany(found.map(({ _id }) => _id))
    const byId = new Map(personal.map((one) => [one._id, one]))
    return found.map(({ _id, ...rest }) => ({ id: _id, name: byId.get(_id)?.name, email: byId.get(_id)?.email, ...rest }))
  }
}
