import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common'
import { checkMailAddress, refuse, Refused } from '@spoc/platform-kernel'
import { AllowedTo, IfTold } from '@spoc/platform-nest'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, IsUUID, Matches, MaxLength } from 'class-validator'
import { PeerSystems, type PeerSystemDocument } from './peer-systems.js'

export class PeerSystemBody {
  /** What it writes from. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(320, { each: true })
  addresses!: string[]

  /** How its numbers look in a subject, e.g. `CX-{number}`. */
  @IsString()
  @MaxLength(60)
  @Matches(/^[^{}]*\{number\}[^{}]*$/, { message: 'numbers is a text with {number} in it, once.' })
  numbers!: string

  /** The client whose system it is; none: a carrier's or vendor's. */
  @IfTold()
  @IsUUID()
  accountId?: string
}

/** Ticket systems of the other side, whose own numbers find requests again. */
@Controller('api/v1/channels/mail/peers')
export class PeerSystemsRoute {
  constructor(private readonly peers: PeerSystems) {}

  @Get()
  @AllowedTo('agent', 'manager', 'admin')
  async list() {
    return { items: (await this.peers.list()).map(shown) }
  }

  /** Refused: `address-invalid` 422. */
  @Put(':system')
  @AllowedTo('admin')
  async put(@Param('system') system: string, @Body() { addresses, numbers, accountId }: PeerSystemBody) {
    checkName(system)
    const wrong = addresses.map((address) => checkMailAddress(address, 'addresses')).find((refusal) => refusal !== undefined)
    if (wrong !== undefined) throw new Refused(wrong)
    const peer = {
      _id: system,
      addresses: addresses.map((address) => address.toLowerCase()),
      numbers,
      ...(accountId === undefined ? {} : { accountId }),
    }
    await this.peers.put(peer)
    return shown(peer)
  }

  /** Refused: `peer-system-unknown` 404. */
  @Delete(':system')
  @HttpCode(204)
  @AllowedTo('admin')
  async remove(@Param('system') system: string): Promise<void> {
    if (!(await this.peers.remove(system))) throw new Refused(refuse('peer-system-unknown', 'There is no such system.'))
  }
}

function checkName(system: string): void {
  if (!/^[a-z0-9][a-z0-9.-]{0,62}$/.test(system))
    throw new Refused(refuse('name-invalid', 'A system is named by letters in lower case, digits, dots and dashes.', 'system'))
}

function shown({ _id, ...peer }: PeerSystemDocument) {
  return { system: _id, ...peer }
}
