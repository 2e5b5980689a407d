// Whole lives of requests, played over HTTP by the people of the demonstration.
import { peopleOf, settle, until } from './platform.mjs'

const faults = [
  'Packet loss',
  'No dial tone',
  'VPN sessions end',
  'Slow transfers',
  'Port flaps',
  'High latency',
  'No route',
  'Alarm lamp',
]
const places = [
  'Amsterdam',
  'Berlin',
  'Cork',
  'Dresden',
  'Essen',
  'Faro',
  'Ghent',
  'Hull',
  'Izmir',
  'Jena',
  'Kiel',
  'Lyon',
  'Metz',
]
const words = [
  'copper',
  'harbour',
  'window',
  'meadow',
  'signal',
  'orchard',
  'garden',
  'lantern',
  'quarry',
  'anchor',
  'timber',
  'violet',
]

/** No two are alike, so that none is taken for another's duplicate. */
function body(accountId, number) {
  const pick = (list, step) => list[Math.floor(number / step) % list.length]
  const say = (from, many) =>
    Array.from({ length: many }, (_, index) => `${words[(from + index * 5) % words.length]}${number + index}`)
  return {
    kind: 'incident',
    accountId,
    title: `${pick(faults, 1)} ${pick(places, 8)} ${say(number, 3).join(' ')}`,
    description: `Since this morning our monitoring shows trouble at ${pick(places, 3)}, room ${number}: ${say(number * 3, 24).join(' ')}. Restarting our router changed nothing. Please have a look and tell us when it will be mended.`,
    clientReference: `INC-${number}`,
    impact: 'medium',
    urgency: ['low', 'medium', 'high'][number % 3],
  }
}

/** Plays lives on a platform with the demonstration. Both ways answer the request's id. */
export async function livesOn({ url, folder }) {
  const people = peopleOf(url, folder)
  const [admin, ada, ines, anna, jan] = await Promise.all(['admin', 'ada', 'ines', 'anna.koehler', 'jan.peters'].map(people))
  const { items: accounts } = await admin.get('/api/v1/accounts?limit=100')
  const { items: teams } = await ada.get('/api/v1/teams?limit=100')
  const { items: staff } = await admin.get('/api/v1/people?limit=200')
  const accountOf = (name) => accounts.find((one) => one.name.startsWith(name)).id
  // One has a person for its SPOC, the other a team.
  const clients = [
    { client: anna, accountId: accountOf('Meridian') },
    { client: jan, accountId: accountOf('Havel') },
  ]
  const clientOf = (number) => clients[number % 2]
  const inesId = staff.find(({ email }) => email.startsWith('ines@')).id
  const team = teams.find(({ members }) => members.includes(inesId))
  const receive = (number) => {
    const { client, accountId } = clientOf(number)
    return client.post('/api/v1/requests', body(accountId, number))
  }
  const received = async (number) => (await receive(number)).id
  const receivedWithSpocAndClocks = async (number) => {
    const { id, position } = await receive(number)
    await until(async () => {
      const { spoc, clocks } = await ada.get(`/api/v1/requests/${id}?after=${position}`)
      return spoc !== null && clocks.length > 0
    }, 60_000)
    return id
  }
  return {
    admin,
    team,
    /** Received and acknowledged; nobody has taken it up yet. */
    received,
    /** Received, and the client takes it back. */
    async withdrawn(number) {
      const id = await receivedWithSpocAndClocks(number)
      await clientOf(number).client.post(`/api/v1/requests/${id}/cancel`, { reason: 'It works again.' })
      return id
    },
    /** Received, taken up, a note, resolved, confirmed by the client: some 18 events with clocks and mails. */
    async whole(number) {
      const id = await receivedWithSpocAndClocks(number)
      const path = `/api/v1/requests/${id}`
      await ada.post(`${path}/take-up`)
      await ada.post(`${path}/notes`, {
        text: `Receive level ${number % 9} dB too low on port 1/${number % 48}; the connector is cleaned.`,
      })
      await ada.post(`${path}/resolve`, {
        code: 'fixed',
        solution: `A dirty connector was cleaned; no losses for half an hour (${number}).`,
      })
      await clientOf(number).client.post(`${path}/confirm`)
      return id
    },
    /** Received, taken up, answered, and a team is at work on it. */
    async engaged(number) {
      const requestId = await received(number)
      const path = `/api/v1/requests/${requestId}`
      await settle(admin)
      await ada.post(`${path}/take-up`)
      await ada.post(`${path}/replies`, {
        text: `We see it too. Transport looks at it now; I call you within the hour about ${number}.`,
      })
      const ask = { ask: `Find the cause on line ${number} and mend it.`, tried: ['Interfaces are clean on both ends.'] }
      const { id } = await ada.post('/api/v1/engagements', { requestId, teamId: team.id, ...ask })
      await settle(admin)
      await ines.post(`/api/v1/engagements/${id}/acceptance`)
      return requestId
    },
  }
}
