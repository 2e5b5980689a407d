export const SERVICE = Symbol('service')

/** What a process is, and how far it is in its life. */
export interface ServiceState {
  readonly name: string
  readonly version: string
  readonly mode: 'embedded' | 'distributed'
  phase: 'starting' | 'serving' | 'draining'
}
