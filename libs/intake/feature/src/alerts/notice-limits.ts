export const ALERTMANAGER_PATH = 'api/v1/channels/alertmanager'

export const MOST_ALERTS = 1_000
/** Of the whole notice: a thousand alerts with all they have to say. Alertmanager drops a notice that is refused. */
export const NOTICE_LIMIT_BYTES = 8 * 1024 * 1024
