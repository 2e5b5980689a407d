import type { Warned } from '@spoc/sla-contracts'
import { paragraphs, when, type Letter } from './letter.js'

/** What every letter to a colleague names. */
export interface Matter {
  readonly number: string
  readonly title: string
  readonly priority: string
  readonly url: string
}

const head = ({ number, priority, title }: Matter) => `${number} (${priority}) ${title}`

export function page(matter: Matter, reason: string, step: number): Letter {
  return {
    subject: `PAGE ${head(matter)}`,
    text: paragraphs(
      `You are paged for ${head(matter)}.`,
      `Reason: ${reason.replaceAll('-', ' ')}${step === 0 ? '' : `; nobody before you has acknowledged (step ${step + 1})`}.`,
      `Acknowledge it here: ${matter.url}`,
    ),
  }
}

export function lastResort(matter: Matter, because: string): Letter {
  return {
    subject: `PAGE, last resort: ${head(matter)}`,
    text: paragraphs(
      `Nobody is at work on ${head(matter)}: ${because === 'nobody-reached' ? 'nobody could be reached' : 'nobody has acknowledged the page'}.`,
      `Act here: ${matter.url}`,
    ),
  }
}

export function escalation(matter: Matter, kind: string, level: number, reason: string | undefined): Letter {
  return {
    subject: `Escalated (${kind}, level ${level}): ${head(matter)}`,
    text: paragraphs(`${head(matter)} is escalated to you.`, reason === undefined ? undefined : `Reason: ${reason}`, matter.url),
  }
}

const causes: Readonly<Record<string, string>> = {
  'by-hand': 'A colleague has escalated it',
  client: 'The client has escalated it',
  'page-not-acknowledged': 'Nobody acknowledged the page',
  'nobody-reached': 'Nobody who was to be paged could be reached',
  'engagement-not-accepted': 'The team did not accept in time',
  'engagement-declined': 'The team declined',
}

/** For who carries the request, while another is turned to. */
export function escalatedPast(matter: Matter, because: string, level: number, reason: string | undefined): Letter {
  return {
    subject: `Escalated (level ${level}): ${head(matter)}`,
    text: paragraphs(
      `Your request ${head(matter)} is escalated. ${causes[because] ?? because.replaceAll('-', ' ')}.`,
      reason === undefined ? undefined : `Reason: ${reason}`,
      matter.url,
    ),
  }
}

export function declined(matter: Matter, team: string, reason: string): Letter {
  return {
    subject: `${team} declined: ${head(matter)}`,
    text: paragraphs(`${team} will not take ${head(matter)}.`, `Reason: ${reason}`, 'Ask another team, or escalate.', matter.url),
  }
}

export function engagement(matter: Matter, ask: string, acceptBy: string): Letter {
  return {
    subject: `You are asked for: ${head(matter)}`,
    text: paragraphs(
      `Your team is asked for on ${head(matter)}.`,
      `What is asked:\n${ask}`,
      `Please accept by ${when(acceptBy, 'UTC')}. The hand-over package is here: ${matter.url}`,
    ),
  }
}

export function warning(matter: Matter, clock: string, { share, threshold, dueAt }: Warned): Letter {
  const time = `${clock === 'ola' || clock === 'uc' ? clock.toUpperCase() : clock} time`
  const reached =
    threshold !== undefined && 'leadMinutes' in threshold
      ? `the last ${threshold.leadMinutes} minutes${threshold.time === 'wall' ? '' : ' of open time'} of the ${time} have begun`
      : `${Math.round(share * 10) / 10} % of the ${time} is used`
  return {
    subject: `${reached.charAt(0).toUpperCase()}${reached.slice(1)}: ${head(matter)}`,
    text: paragraphs(
      `On ${head(matter)} ${reached}.`,
      dueAt === undefined ? undefined : `Due ${when(dueAt, 'UTC')}.`,
      matter.url,
    ),
  }
}

export function breach(matter: Matter, clock: string, effectiveAt: string): Letter {
  return {
    subject: `Late: ${clock} of ${head(matter)}`,
    text: paragraphs(`The ${clock} clock of ${head(matter)} ran out at ${when(effectiveAt, 'UTC')}.`, matter.url),
  }
}

export function withdrawal(matter: Matter, clock: string, effectiveAt: string): Letter {
  return {
    subject: `Not late after all: ${clock} of ${head(matter)}`,
    text: paragraphs(
      `What became known since shows that the ${clock} clock of ${head(matter)} did not run out at ${when(effectiveAt, 'UTC')}.`,
      matter.url,
    ),
  }
}
