import { paragraphs, when, type Letter } from './letter.js'

/** What every letter to a client names. */
export interface Told {
  readonly number: string
  readonly title: string
  readonly followUrl: string
}

export interface Promised {
  readonly clock: string
  readonly dueAt: string
}

const promises: Readonly<Record<string, string>> = {
  response: 'you hear from us',
  update: 'you hear how it stands',
  restore: 'the service is back',
  resolve: 'it is resolved',
}

/** The one acknowledgement: number, who is responsible, what was promised. */
export function acknowledgement(told: Told, spocName: string, promised: readonly Promised[], zone: string): Letter {
  const lines = promised.map(({ clock, dueAt }) => `  ${promises[clock] ?? clock}: by ${when(dueAt, zone)}`)
  return {
    subject: `${told.number}: we have your request`,
    text: paragraphs(
      'Hello,',
      `we have received your request "${told.title}". Its number is ${told.number}.`,
      `Your point of contact for it is ${spocName}.`,
      lines.length === 0 ? undefined : `What we promise:\n${lines.join('\n')}`,
      following(told),
      'You can simply answer this mail.',
    ),
  }
}

/** For those of the client who may escalate, ahead of a time that we may not keep. */
export function promiseInJeopardy(told: Told, clock: string, dueAt: string | undefined, zone: string): Letter {
  const promised = `we promised that ${promises[clock] ?? clock}`
  return {
    subject: `${told.number}: a promised time is near`,
    text: paragraphs(
      'Hello,',
      `for the request "${told.title}" ${promised}${dueAt === undefined ? '' : ` by ${when(dueAt, zone)}`}. That time is near, and it is not done yet.`,
      following(told),
      'If it cannot wait, answer this mail or escalate.',
    ),
  }
}

export function reply(told: Told, text: string): Letter {
  return { subject: `${told.number}: ${told.title}`, text: paragraphs(text, following(told)) }
}

export function question(told: Told, what: string): Letter {
  return {
    subject: `${told.number}: we need something from you`,
    text: paragraphs(
      'Hello,',
      `to go on with "${told.title}" we need this from you:`,
      what,
      'Please answer this mail.',
      following(told),
    ),
  }
}

export function reminder(told: Told, what: string, count: number): Letter {
  return {
    subject: `${told.number}: reminder, we still need something from you`,
    text: paragraphs(
      'Hello,',
      `this is reminder ${count} for "${told.title}". We asked you:`,
      what,
      'Please answer this mail.',
      following(told),
    ),
  }
}

export function resolution(told: Told, solution: string | undefined, closeAt: string, zone: string): Letter {
  return {
    subject: `${told.number}: resolved`,
    text: paragraphs(
      'Hello,',
      `your request "${told.title}" is resolved.`,
      solution ?? 'We did not hear from you, and take it that you need nothing more.',
      `If it is not, answer this mail. Otherwise it closes by itself on ${when(closeAt, zone)}.`,
      following(told),
    ),
  }
}

export function closing(told: Told, reopenUntil: string, zone: string): Letter {
  return {
    subject: `${told.number}: closed`,
    text: paragraphs(
      'Hello,',
      `your request "${told.title}" is closed. Thank you.`,
      `Until ${when(reopenUntil, zone)} an answer to this mail opens it again; after that it opens a new one.`,
    ),
  }
}

export function rejection(told: Told, reason: string): Letter {
  return {
    subject: `${told.number}: we cannot take this up`,
    text: paragraphs(
      'Hello,',
      `we cannot take up your request "${told.title}":`,
      reason,
      'If you see it otherwise, answer this mail.',
    ),
  }
}

export function cancellation(told: Told, reason: string): Letter {
  return {
    subject: `${told.number}: withdrawn`,
    text: paragraphs('Hello,', `your request "${told.title}" is withdrawn:`, reason),
  }
}

export function merger(told: Told, survivor: string | undefined): Letter {
  return {
    subject: `${told.number}: goes on with another request`,
    text: paragraphs(
      'Hello,',
      `your request "${told.title}" is about the same as ${survivor ?? 'another of yours'}, and goes on there.`,
      'Whatever you answer to this mail reaches us there.',
    ),
  }
}

function following({ followUrl }: Told): string {
  return `Follow it here, without signing in: ${followUrl}`
}
