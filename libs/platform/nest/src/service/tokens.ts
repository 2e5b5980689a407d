/** Injection tokens of what has no class. */
export const CONFIG = Symbol('config')
export const EVENT_LOG = Symbol('event-log')
export const DOCUMENTS = Symbol('documents')
export const BLOBS = Symbol('blobs')
export const MAILER = Symbol('mailer')
export const CLOCK = Symbol('clock')
export const LOGGER = Symbol('logger')
