import type { RequestEvent } from '@spoc/intake-contracts'
import { keyOfAuthor, personal, type Personal, type RecordedOf } from '@spoc/platform-kernel'
import type { HandoverLine } from '@spoc/routing-contracts'

/** What a team has to know of one event of a request; nothing where it tells a team nothing. A personal text stays under its own key. */
export function lineOf(requestId: string, event: RecordedOf<RequestEvent>): HandoverLine | undefined {
  const at = event.metadata.occurredAt
  const told = (text: string) => ({ at, what: personal(text, keyOfAuthor(requestId, 'provider')) })
  const said = (before: string, text: Personal<string> | undefined) =>
    text === undefined ? told(before) : { at, what: prefixed(`${before}: `, text) }
  switch (event.type) {
    case 'intake.message-added.v1': {
      const { at: saidAt, direction, body, bodyBlob } = event.data
      const text =
        bodyBlob === undefined ? body : personal('(a long text, to be read in the request)', keyOfAuthor(requestId, 'provider'))
      return { ...said(speaker[direction], text), at: saidAt }
    }
    case 'intake.request-taken-up.v1':
      return told('Taken up.')
    case 'intake.client-awaited.v1':
      return said('The client is asked', event.data.what)
    case 'intake.request-put-on-hold.v1':
      return said(`Put on hold (${event.data.reason}, ${event.data.party})`, event.data.note)
    case 'intake.work-resumed.v1':
      return told('Work goes on.')
    case 'intake.request-resolved.v1':
      return said(`Resolved (${event.data.code})`, event.data.solution)
    case 'intake.request-reopened.v1':
      return said('Reopened', event.data.reason)
    case 'intake.priority-set.v1':
      return told(`Priority ${event.data.priority}: ${event.data.reason}`)
    case 'intake.alert-updated.v1':
      return told(`The alert is ${event.data.status}.`)
    default:
      return undefined
  }
}

const speaker = { 'from-client': 'Client', 'to-client': 'To the client', internal: 'Internal note' } as const

function prefixed(before: string, text: Personal<string>): Personal<string> {
  return 'personal' in text ? { ...text, personal: `${before}${text.personal}` } : text
}
