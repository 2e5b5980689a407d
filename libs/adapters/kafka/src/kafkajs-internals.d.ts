declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** Of kafkajs 2.2.4, what of a connection's queue of requests this adapter has to do with. */
  export default class RequestQueue {
    constructor(options: {
      readonly maxInFlightRequests: number | null
      readonly requestTimeout: number
      readonly enforceRequestTimeout: boolean
      readonly clientId: string
      readonly broker: string
      readonly logger: { debug(message: string): void; warn(message: string): void }
    })
    readonly pending: readonly unknown[]
    throttledUntil: number
    push(request: {
      readonly entry: { readonly correlationId: number; resolve(answer: unknown): void }
      readonly expectResponse: boolean
      sendRequest(): void
    }): void
    fulfillRequest(response: { readonly correlationId: number; readonly payload: Buffer; readonly size: number }): void
    scheduleCheckPendingRequests(): void
    destroy(): void
  }
}
