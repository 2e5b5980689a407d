import { en } from './en.js'

/** What a translation has to give. */
export type Messages = typeof en

export const messages: Messages = en
