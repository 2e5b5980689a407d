import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { isRefusal, refuse, Refused, type Given } from '@spoc/platform-kernel'
import { readAlertmanager, type Alert, type AlertGroup } from '@spoc/intake-domain'
import { AllowedTo, Caller, Who, type Principal } from '@spoc/platform-nest'
import { ALERTMANAGER_PATH, MOST_ALERTS } from './notice-limits.js'
import { TakeAlert, type AlertSource, type TakenAlert } from './take-alert.js'

const LONGEST_GROUP_KEY = 4_096
const LONGEST_FINGERPRINT = 200
/** So many alerts of one notice are taken in at a time. */
const AT_A_TIME = 16

/** Where Prometheus' Alertmanager, and whoever speaks its language (webhook, version 4), tells of alerts. */
@Controller(ALERTMANAGER_PATH)
export class AlertmanagerRoute {
  constructor(private readonly alerts: TakeAlert) {}

  /**
   * Each firing alert is one request, by integration, fingerprint and start; one whose fingerprint is in hand is told to that request. A
   * resolved one is told on its request, which people resolve. Acknowledged when all of it is durable.
   * Refused: `alert-invalid`, `alerts-too-many` 422, with the field; nothing is taken in then.
   */
  @Post()
  @HttpCode(200)
  @AllowedTo('scope:alerts:write')
  async take(@Body() body: unknown, @Caller() given: Given, @Who() principal: Principal) {
    const group = readAlertmanager(body)
    if (isRefusal(group)) throw new Refused(group)
    checkSizes(group)
    const taken = await this.takeAll(group, sourceOf(principal), given)
    const position = taken.reduce((last, one) => (one.position !== undefined && one.position > last ? one.position : last), 0n)
    return {
      position: String(position),
      groupKey: group.groupKey,
      truncatedAlerts: group.truncatedAlerts,
      requests: taken.map(({ position: _, ...one }) => one),
    }
  }

  /** Those of one fingerprint one after another, in the order of the notice. */
  private async takeAll(group: AlertGroup, source: AlertSource, given: Given): Promise<readonly TakenAlert[]> {
    const byFingerprint = new Map<string, number[]>()
    for (const [index, { fingerprint }] of group.alerts.entries())
      byFingerprint.set(fingerprint, [...(byFingerprint.get(fingerprint) ?? []), index])
    const taken: TakenAlert[] = []
    const queue = [...byFingerprint.values()]
    const work = async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift())
        for (const index of next) taken[index] = await this.takeOne(group.alerts[index]!, group, source, given)
    }
    await Promise.all(Array.from({ length: AT_A_TIME }, work))
    return taken
  }

  /** A sender repeats a notice that failed, and drops one that was refused: what is wrong with one alert must not cost the others. */
  private async takeOne(alert: Alert, group: AlertGroup, source: AlertSource, given: Given): Promise<TakenAlert> {
    try {
      return await this.alerts.take(source, alert, group, given)
    } catch (error) {
      if (!(error instanceof Refused) || error.refusal.refused === 'idempotency-key-reused') throw error
      return { fingerprint: alert.fingerprint, outcome: 'refused', code: error.refusal.refused }
    }
  }
}

function sourceOf({ id, accounts }: Principal): AlertSource {
  const accountId = accounts === 'all' ? undefined : accounts[0]
  return accountId === undefined ? { integrationId: id } : { integrationId: id, accountId }
}

function checkSizes({ alerts, groupKey }: AlertGroup): void {
  if (alerts.length > MOST_ALERTS)
    throw new Refused(refuse('alerts-too-many', `A notice has at most ${MOST_ALERTS} alerts.`, 'alerts'))
  if (groupKey.length > LONGEST_GROUP_KEY)
    throw new Refused(refuse('alert-invalid', `groupKey has at most ${LONGEST_GROUP_KEY} characters.`, 'groupKey'))
  const long = alerts.findIndex(({ fingerprint }) => fingerprint.length > LONGEST_FINGERPRINT)
  if (long !== -1)
    throw new Refused(
      refuse('alert-invalid', `A fingerprint has at most ${LONGEST_FINGERPRINT} characters.`, `alerts.${long}.fingerprint`),
    )
}
