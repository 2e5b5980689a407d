import { app } from './en/app.js'
import { audit } from './en/audit.js'
import { dialogs } from './en/dialogs.js'
import { platform } from './en/platform.js'
import { queue } from './en/queue.js'
import { reports } from './en/reports.js'
import { request } from './en/request.js'
import { words } from './en/words.js'
import { works } from './en/works.js'

/** Everything the console says, in English. A translation is a file beside this one with the same shape. */
export const en = { ...app, ...words, queue, request, dialogs, works, reports, audit, platform }
