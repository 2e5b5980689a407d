import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { AddressHash, AllowedTo, CONFIG, type Config, IfTold, Paging } from '@spoc/platform-nest'
import { IsIn } from 'class-validator'
import { Quarantine, quarantineKinds, type QuarantineDocument } from './quarantine.js'
import { readMail } from './read-mail.js'

export class QuarantineList extends Paging {
  @IfTold()
  @IsIn(quarantineKinds)
  kind?: QuarantineDocument['kind']
}

/** Mails that were not taken in, for whoever wonders where one has gone. */
@Controller('api/v1/quarantine')
export class QuarantineRoute {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly addresses: AddressHash,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The latest first. */
  @Get()
  @AllowedTo('agent', 'manager', 'admin')
  async list(@Query() { kind, limit, cursor }: QuarantineList) {
    const { items, next } = await this.quarantine.find({
      ...(kind === undefined ? {} : { filter: { kind } }),
      sort: ['-at'],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    })
    return { items: items.map(shown), ...(next === undefined ? {} : { next }) }
  }

  /** One with its sender, subject and text, where they can be read. Refused: `mail-unknown` 404. */
  @Get(':id')
  @AllowedTo('agent', 'manager', 'admin')
  async one(@Param('id') id: string) {
    const found = await this.quarantine.get(id)
    if (found === undefined) throw new Refused(refuse('mail-unknown', 'There is no such mail in quarantine.'))
    const { kept, raw } = found
    if (raw === undefined) return shown(kept)
    const [first = `unknown@${this.config.mailDomain}`, ...others] = kept.mailboxes
    const read = await readMail(
      raw,
      { from: '', to: [first, ...others] },
      { mailDomain: this.config.mailDomain, hash: (address) => this.addresses.of(address) },
    )
    return read.is === 'unreadable'
      ? { ...shown(kept), text: Buffer.from(raw).toString('latin1').slice(0, 10_000) }
      : { ...shown(kept), from: read.sender, subject: read.mail.subject, text: read.text }
  }
}

function shown({ _id, fromHash: _, rawBlob: __, ...kept }: QuarantineDocument) {
  return { id: _id, ...kept }
}
