import RequestQueue from 'kafkajs/src/network/requestQueue/index.js'

const { scheduleCheckPendingRequests } = RequestQueue.prototype

/**
 * Lets connections rest. kafkajs 2.2.4 looks on each connection, every millisecond and for as long as it lives, for requests that wait to be sent,
 * also where none does (issue 1704 of the client): a thousand wakings a second of a service without work. One that comes to wait is looked for
 * again from then on.
 */
export function letConnectionsRest(): void {
  RequestQueue.prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this)
  }
}
