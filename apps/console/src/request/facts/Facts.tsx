import type { RequestDetail } from '../../api/requests.js'
import { Moment } from '../../look/Moment.js'
import { messages } from '../../messages/messages.js'
import { word } from '../../messages/en/words.js'
import { localZone } from '../../time/instants.js'
import { Attachments } from './Attachments.js'
import { Engagements } from './Engagements.js'
import { Fact, FactGroup } from './Fact.js'
import { Relatives } from './Relatives.js'
import styles from './facts.module.css'

const { request: says } = messages

interface FactsProps {
  readonly request: RequestDetail
  readonly asked: string
  readonly client: boolean
}

/** What is known about the request, so that nobody has to ask the client again. */
export function Facts({ request, asked, client }: FactsProps) {
  const { spoc, contact, service } = request
  return (
    <div className={styles['facts']}>
      <FactGroup>
        <Fact name={says.spoc}>
          {spoc === null || spoc === undefined ? (
            messages.queue.noSpoc
          ) : (
            <>
              <strong>{spoc.personName ?? spoc.teamName ?? messages.none}</strong>
              {spoc.kind === 'person' && spoc.teamName !== undefined && <> · {spoc.teamName}</>}
              {spoc.dutyPersonName !== undefined && <span className={styles['why']}>{says.duty(spoc.dutyPersonName)}</span>}
              {spoc.because !== undefined && <span className={styles['why']}>{word(messages.spocBecause, spoc.because)}</span>}
            </>
          )}
        </Fact>
      </FactGroup>
      {!client && <Engagements request={request} asked={asked} />}
      <FactGroup>
        <Fact name={says.account}>{request.accountName ?? messages.queue.noAccount}</Fact>
        <Fact name={says.contact}>
          {contact?.name ?? request.contactName}
          {contact?.email !== undefined && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
          {contact?.phone !== undefined && <a href={`tel:${contact.phone}`}>{contact.phone}</a>}
        </Fact>
        <Fact name={says.service}>
          {service !== undefined && service !== null && (
            <>
              {service.circuitId}
              <span className={styles['why']}>
                {[word(messages.serviceKind, service.kind), service.class, service.site].filter(Boolean).join(' · ')}
              </span>
            </>
          )}
        </Fact>
        <Fact name={says.clientReference}>{request.clientReference}</Fact>
      </FactGroup>
      <FactGroup>
        <Fact name={says.channel}>{word(messages.channel, request.channel)}</Fact>
        <Fact name={says.received}>
          <Moment at={request.receivedAt} />
        </Fact>
        <Fact name={says.occurred}>
          {request.occurredAt !== undefined && request.occurredAt !== null && request.occurredAt !== request.receivedAt && (
            <Moment at={request.occurredAt} />
          )}
        </Fact>
        <Fact name={says.impact}>{word(messages.level, request.impact)}</Fact>
        <Fact name={says.urgency}>{word(messages.level, request.urgency)}</Fact>
        <Fact name={says.proposed}>{request.proposedPriority}</Fact>
      </FactGroup>
      <p className={styles['zone']}>{says.zone(localZone())}</p>
      {(request.flags ?? []).length > 0 && !client && (
        <ul className={styles['flags']}>
          {(request.flags ?? []).map((flag) => (
            <li key={flag}>{word(messages.flag, flag)}</li>
          ))}
        </ul>
      )}
      <Relatives request={request} />
      <Attachments request={request} />
    </div>
  )
}
