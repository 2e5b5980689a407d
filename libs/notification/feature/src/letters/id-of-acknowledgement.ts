import { idOf } from '@spoc/platform-kernel'

/** There is one acknowledgement for each request, and later letters name it. */
export function idOfAcknowledgement(requestId: string): string {
  return idOf('notification', requestId, 'acknowledgement')
}
