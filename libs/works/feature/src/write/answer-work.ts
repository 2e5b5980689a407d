import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { contactFacts } from '@spoc/directory-contracts'
import { idOf, isRefusal, refuse, type Decision, type Given, type Refusal } from '@spoc/platform-kernel'
import { AllowedTo, Caller, IfMatch, IfTold, type Principal, Who } from '@spoc/platform-nest'
import { Streams, type FactsReader } from '@spoc/platform-runtime'
import type { WorkEvent, WorkFacts } from '@spoc/works-contracts'
import { approveWork, declineWork, proposeWindow, workStream, type Answering } from '@spoc/works-domain'
import { Type } from 'class-transformer'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator'
import { answeringFor, refuseWithoutRight, workIdFrom } from './whose-work.js'
import { spanOf, WindowWanted } from './windows.js'

class AnswerGiven {
  /** May be left out where the caller can speak for one affected account only. */
  @IfTold()
  @IsString()
  @MaxLength(64)
  accountId?: string

  /** The contact who told it, where staff put it in. */
  @IfTold()
  @IsString()
  @MaxLength(64)
  contactId?: string
}

export class ApprovalGiven extends AnswerGiven {
  /** Only these; all of the account's unless told. */
  @IfTold()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(400)
  @IsString({ each: true })
  @MaxLength(64, { each: true })
  serviceInstanceIds?: string[]
}

export class DeclineGiven extends AnswerGiven {
  @IsString()
  @MaxLength(2_000)
  reason!: string
}

export class WindowProposed extends AnswerGiven {
  @IsObject()
  @ValidateNested()
  @Type(() => WindowWanted)
  window!: WindowWanted

  @IfTold()
  @IsString()
  @MaxLength(2_000)
  reason?: string
}

type Answer = (work: WorkFacts, answering: Answering, given: Given) => Decision<WorkEvent>

/** What an affected account says to a work. A work that affects no account of the caller's does not exist for it. */
@Controller('api/v1/works')
export class AnswerWorkRoute {
  constructor(private readonly streams: Streams) {}

  /** Refused: `work-unknown` 404, `not-allowed` 403, `approval-not-needed` 409, `work-confirmed`, `work-begun`, `work-cancelled` 409. */
  @Post(':workId/approval')
  @HttpCode(200)
  @AllowedTo('client', 'client-manager', 'agent', 'manager', 'admin', 'scope:works:write')
  approve(
    @Param('workId') workId: string,
    @Body() { serviceInstanceIds, ...who }: ApprovalGiven,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const only = serviceInstanceIds === undefined ? {} : { serviceInstanceIds }
    const answer: Answer = (work, answering, by) => approveWork(work, { ...answering, ...only }, by)
    return this.answer(workIdFrom(workId), who, answer, given, principal, ifRevision)
  }

  /** Refused: as an approval; `reason-missing` 422. */
  @Post(':workId/decline')
  @HttpCode(200)
  @AllowedTo('client', 'client-manager', 'agent', 'manager', 'admin', 'scope:works:write')
  decline(
    @Param('workId') workId: string,
    @Body() { reason, ...who }: DeclineGiven,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const id = workIdFrom(workId)
    const answer: Answer = (work, answering, by) => declineWork(work, { ...answering, workId: id, reason }, by)
    return this.answer(id, who, answer, given, principal, ifRevision)
  }

  /** Another window that would suit. Refused: as an approval; a window that does not fit 422. */
  @Post(':workId/proposal')
  @HttpCode(200)
  @AllowedTo('client', 'client-manager', 'agent', 'manager', 'admin', 'scope:works:write')
  propose(
    @Param('workId') workId: string,
    @Body() { window, reason, ...who }: WindowProposed,
    @Caller() given: Given,
    @Who() principal: Principal,
    @IfMatch() ifRevision?: number,
  ) {
    const id = workIdFrom(workId)
    const span = spanOf(window, 'window')
    const because = reason === undefined ? {} : { reason }
    const answer: Answer = (work, answering, by) => {
      const windowId: string = idOf('proposed-window', answering.accountId, span.from, span.to)
      return proposeWindow(work, { ...answering, workId: id, window: { windowId, ...span }, ...because }, by)
    }
    return this.answer(id, who, answer, given, principal, ifRevision)
  }

  private answer(
    workId: string,
    { accountId, contactId }: AnswerGiven,
    answer: Answer,
    given: Given,
    principal: Principal,
    ifRevision: number | undefined,
  ) {
    return this.streams.change(
      workStream,
      workId,
      given,
      async (work, facts) => {
        const answering = answeringFor(principal, accountId, work)
        if (isRefusal(answering)) return answering
        const refusal =
          (await refuseWithoutRight(principal, answering.accountId, facts)) ??
          (await refuseForeignContact(contactId, answering.accountId, facts))
        if (refusal !== undefined) return refusal
        const by = contactId === undefined ? {} : { onBehalfOf: { kind: 'contact' as const, id: contactId } }
        return answer(work, answering, { ...given, ...by })
      },
      ifRevision === undefined ? {} : { ifRevision },
    )
  }
}

async function refuseForeignContact(
  contactId: string | undefined,
  accountId: string,
  facts: FactsReader,
): Promise<Refusal | undefined> {
  if (contactId === undefined) return undefined
  const contact = await facts.of(contactFacts, contactId)
  const isTheirs = contact.is === 'registered' && contact.accountIds.includes(accountId)
  return isTheirs ? undefined : refuse('contact-unknown', 'The account has no such contact.', 'contactId')
}
