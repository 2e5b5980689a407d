import { acknowledge, alert, bgpDown, team } from './acts.js'
import { ada, admin, anna, ben, chiara, felix, grace, jan, lena, maren } from './cast.js'
import type { Stage } from './stage.js'

/** One thing that happens, so many minutes after the day began. */
export interface Step {
  readonly minute: number
  readonly tells: string
  readonly does: (stage: Stage) => Promise<void>
}

const of = (hours: number, minutes: number) => hours * 60 + minutes

/** A believable day at Nordlicht Networks. */
export const day: readonly Step[] = [
  {
    minute: of(0, 5),
    tells: 'The monitoring gets a token of its own.',
    does: async (stage) => {
      const made = await stage.post(admin, '/api/v1/integrations', {
        name: 'Alertmanager',
        kind: 'alertmanager',
        scopes: ['alerts:write'],
      })
      const issued = await stage.post(admin, `/api/v1/integrations/${String(made['id'])}/tokens`)
      stage.remember('monitoring', String(issued['token']))
    },
  },
  {
    minute: of(0, 40),
    tells: 'Felix Brandt of Meridian Bank writes a mail: the line to Frankfurt loses packets.',
    does: async (stage) => {
      await stage.mail({
        from: felix,
        subject: 'Paketverluste auf BER-FRA-0042',
        messageId: '<line-1@meridian.example>',
        text: 'Guten Morgen,\n\nseit etwa 20 Minuten verlieren wir auf BER-FRA-0042 zwischen 3 und 8 Prozent der Pakete. Telefonie ist gestört.\n\nFelix Brandt\nMeridian Bank AG',
      })
      const { id, number } = await stage.find(ada, 'BER-FRA-0042')
      stage.remember('line', id)
      stage.remember('line-number', number)
    },
  },
  {
    minute: of(0, 44),
    tells: 'The same mail arrives again by another way; it stays one request.',
    does: (stage) =>
      stage.mail({
        from: felix,
        subject: 'Paketverluste auf BER-FRA-0042',
        messageId: '<line-1@meridian.example>',
        text: 'Guten Morgen, …',
      }),
  },
  {
    minute: of(0, 47),
    tells: 'Ada, the SPOC of Meridian, takes it up.',
    does: async (stage) => void (await stage.post(ada, `/api/v1/requests/${stage.recall('line')}/take-up`)),
  },
  {
    minute: of(0, 50),
    tells: 'Ada tells Felix what happens next, and brings in Transport with a hand-over package.',
    does: async (stage) => {
      await stage.post(ada, `/api/v1/requests/${stage.recall('line')}/priority`, {
        impact: 'high',
        urgency: 'high',
        reason: 'Telephony of the head office is affected.',
      })
      await stage.post(ada, `/api/v1/requests/${stage.recall('line')}/replies`, {
        text: 'Guten Morgen Herr Brandt, ich sehe die Verluste auch. Unsere Übertragungstechnik ist dran; ich melde mich spätestens in einer Stunde.',
      })
      await stage.post(ada, '/api/v1/engagements', {
        requestId: stage.recall('line'),
        teamId: await team(stage, 'Transport and fibre'),
        ask: 'Find the cause of 3 to 8 % loss on BER-FRA-0042 and mend it.',
        tried: ['Interfaces are clean on both ends; the loss begins after the add-drop multiplexer in BER1.'],
      })
    },
  },
  {
    minute: of(0, 56),
    tells: 'Whoever of Transport is on duty acknowledges the page.',
    does: (stage) => acknowledge(stage, stage.recall('line')),
  },
  {
    minute: of(1, 15),
    tells: 'Felix adds a trace by replying to our mail.',
    does: (stage) =>
      stage.mail({
        from: felix,
        subject: `Re: [${stage.recall('line-number')}] Paketverluste auf BER-FRA-0042`,
        messageId: '<line-2@meridian.example>',
        inReplyTo: '<line-1@meridian.example>',
        text: 'Anbei: die Verluste beginnen immer am zweiten Hop.',
      }),
  },
  {
    minute: of(1, 40),
    tells: 'Jan Peters of Havel asks a question in the portal.',
    does: async (stage) => {
      const made = await stage.post(jan, '/api/v1/requests', {
        kind: 'question',
        title: 'Which cross connects are in rack C07?',
        description: 'Our auditors ask for a list of all cross connects in RACK-BER1-C07.',
        impact: 'low',
        urgency: 'low',
        clientReference: 'AUD-2231',
      })
      stage.remember('question', String(made['id']))
    },
  },
  {
    minute: of(2, 10),
    tells: 'An out-of-office answer comes in; it opens nothing and moves no clock.',
    does: (stage) =>
      stage.mail({
        from: felix,
        subject: 'Abwesenheitsnotiz: Paketverluste',
        messageId: '<ooo@meridian.example>',
        headers: { 'Auto-Submitted': 'auto-replied' },
        text: 'Ich bin bis 14 Uhr nicht im Haus.',
      }),
  },
  {
    minute: of(2, 25),
    tells: 'Transport has found a dirty connector, and says so internally.',
    does: async (stage) => {
      const engineer = stage.recall(`engineer:${stage.recall('line')}`)
      await stage.post(engineer, `/api/v1/requests/${stage.recall('line')}/notes`, {
        text: 'Receive level 6 dB too low on port 1/4; connector cleaned, level back to normal. Watching it for half an hour.',
      })
    },
  },
  {
    minute: of(3, 0),
    tells: 'The line is clean. Ada resolves the request, and Anna Köhler confirms it.',
    does: async (stage) => {
      await stage.post(ada, `/api/v1/requests/${stage.recall('line')}/resolve`, {
        code: 'fixed',
        solution: 'Ein verschmutzter Stecker in BER1 wurde gereinigt; seit 30 Minuten gibt es keine Verluste mehr.',
      })
      await stage.post(anna, `/api/v1/requests/${stage.recall('line')}/confirm`)
    },
  },
  {
    minute: of(4, 10),
    tells: 'A mail from an address nobody knows: the triage desk has it.',
    does: async (stage) => {
      await stage.mail({
        from: lena,
        subject: 'Internet im Depot Potsdam ausgefallen',
        messageId: '<depot-1@freemail.example>',
        text: 'Hallo, bei Havel im Depot Potsdam geht seit eben nichts mehr. Bitte dringend!\nLena Hoffmann, Schichtleitung',
      })
      stage.remember('depot', (await stage.find(ben, 'Depot Potsdam')).id)
    },
  },
  {
    minute: of(4, 22),
    tells: 'Ben finds out that it is Havel; its clocks start, counted from receipt.',
    does: async (stage) => {
      const { items } = (await stage.get(ben, '/api/v1/accounts?limit=100')) as { items: { id: string; name: string }[] }
      await stage.post(ben, `/api/v1/requests/${stage.recall('depot')}/account`, {
        accountId: items.find(({ name }) => name.startsWith('Havel'))!.id,
      })
      await stage.post(ben, `/api/v1/requests/${stage.recall('depot')}/take-up`)
      await stage.post(ben, `/api/v1/requests/${stage.recall('depot')}/await-client`, {
        what: 'Is the lamp "LINK" of the router on? Is anything else without power?',
      })
    },
  },
  {
    minute: of(5, 5),
    tells: 'Lena answers by mail; the clocks go on.',
    does: (stage) =>
      stage.mail({
        from: lena,
        subject: 'Re: Internet im Depot Potsdam ausgefallen',
        messageId: '<depot-2@freemail.example>',
        inReplyTo: '<depot-1@freemail.example>',
        text: 'Der Router war ohne Strom, die Sicherung ist wieder drin. Jetzt geht es.',
      }),
  },
  {
    minute: of(5, 20),
    tells: 'Ben resolves it: power at the client.',
    does: async (stage) =>
      void (await stage.post(ben, `/api/v1/requests/${stage.recall('depot')}/resolve`, {
        code: 'cause-at-client',
        solution: 'The router was without power; a fuse in the depot had gone.',
      })),
  },
  {
    minute: of(7, 30),
    tells: 'The monitoring calls: a BGP session of Kestrel is down.',
    does: async (stage) => {
      const startsAt = await stage.now()
      stage.remember('bgp-since', startsAt)
      await stage.alert(
        alert('firing', bgpDown, startsAt, '0001-01-01T00:00:00Z', 'BGP session of AS64511 on IPT-LON-0301 is down'),
      )
      stage.remember('bgp', (await stage.find(chiara, 'IPT-LON-0301')).id)
    },
  },
  {
    minute: of(7, 35),
    tells: 'The alert comes again; it stays one request.',
    does: async (stage) =>
      void (await stage.alert(
        alert(
          'firing',
          bgpDown,
          stage.recall('bgp-since'),
          '0001-01-01T00:00:00Z',
          'BGP session of AS64511 on IPT-LON-0301 is down',
        ),
      )),
  },
  {
    minute: of(7, 38),
    tells: 'The SPOC brings in Core network. Nobody acknowledges the page: it goes on to the next.',
    does: async (stage) => {
      await stage.post(chiara, `/api/v1/requests/${stage.recall('bgp')}/take-up`)
      await stage.post(chiara, '/api/v1/engagements', {
        requestId: stage.recall('bgp'),
        teamId: await team(stage, 'Core network'),
        ask: 'BGP to AS64511 is down; please look at the London edge.',
        tried: ['The port is up, the neighbour answers pings.'],
      })
    },
  },
  { minute: of(7, 55), tells: 'The next on duty acknowledges.', does: (stage) => acknowledge(stage, stage.recall('bgp')) },
  {
    minute: of(8, 30),
    tells: 'Grace Mbeki of Kestrel escalates: it takes too long.',
    does: async (stage) =>
      void (await stage.post(grace, '/api/v1/escalations', {
        requestId: stage.recall('bgp'),
        kind: 'hierarchical',
        reason: 'Half of our transit is gone and we have a launch tonight.',
      })),
  },
  {
    minute: of(9, 10),
    tells: 'The alert is over.',
    does: async (stage) =>
      void (await stage.alert(
        alert(
          'resolved',
          bgpDown,
          stage.recall('bgp-since'),
          await stage.now(),
          'BGP session of AS64511 on IPT-LON-0301 is up again',
        ),
      )),
  },
  {
    minute: of(9, 20),
    tells: 'Chiara tells Kestrel what it was, and resolves it.',
    does: async (stage) =>
      void (await stage.post(chiara, `/api/v1/requests/${stage.recall('bgp')}/resolve`, {
        code: 'fixed',
        solution: 'A prefix limit on our side had shut the session; it is raised, and an alert now warns before it is reached.',
      })),
  },
  {
    minute: of(10, 0),
    tells: 'A fault that was told by phone an hour ago is written down, with both instants.',
    does: async (stage) => {
      const { items } = (await stage.get(ben, '/api/v1/accounts?limit=100')) as { items: { id: string; name: string }[] }
      const accountId = items.find(({ name }) => name.startsWith('Meridian'))!.id
      const occurredAt = new Date(Date.parse(await stage.now()) - 3_600_000).toISOString()
      const made = await stage.post(ben, '/api/v1/requests', {
        accountId,
        kind: 'incident',
        channel: 'phone',
        title: 'VPN users are cut off every ten minutes',
        description: 'Told by phone: home workers lose the VPN every ten minutes since the firewall was changed.',
        impact: 'medium',
        urgency: 'high',
        occurredAt,
      })
      stage.remember('vpn', String(made['id']))
    },
  },
  {
    minute: of(10, 30),
    tells: 'Maren plans a work on one of Meridian’s two lines; the client is asked.',
    does: async (stage) => {
      const { items } = (await stage.get(maren, '/api/v1/services?circuitId=BER-FRA-0043')) as { items: { id: string }[] }
      const from = new Date(Date.parse(await stage.now()) + 9 * 86_400_000)
      from.setUTCHours(22, 0, 0, 0)
      const to = new Date(from.getTime() + 4 * 3_600_000)
      const made = await stage.post(maren, '/api/v1/works', {
        title: 'Exchange of a line card in BER1',
        description: 'The line card that carries BER-FRA-0043 is exchanged; the line is down for up to 40 minutes.',
        kind: 'planned',
        serviceInstanceIds: [items[0]!.id],
        windows: [{ from: from.toISOString(), to: to.toISOString(), zone: 'Europe/Berlin' }],
        impact: 'outage',
        method: 'Exchange, boot, traffic test.',
        rollback: 'The old card is put back.',
      })
      stage.remember('work', String(made['id']))
    },
  },
  {
    minute: of(11, 45),
    tells: 'Anna approves the work; a notice that every calendar reads is in the outgoing mail.',
    does: async (stage) => void (await stage.post(anna, `/api/v1/works/${stage.recall('work')}/approval`)),
  },
  {
    minute: of(13, 0),
    tells: 'Nobody has answered Havel’s question yet; the clock warns, and then it is late.',
    does: () => Promise.resolve(),
  },
  {
    minute: of(21, 30),
    tells: 'Ben answers Havel at last.',
    does: async (stage) =>
      void (await stage.post(ben, `/api/v1/requests/${stage.recall('question')}/replies`, {
        text: 'Dear Mr Peters, the list of cross connects in RACK-BER1-C07 is being drawn up; you have it by noon.',
      })),
  },
  {
    minute: of(23, 30),
    tells: 'The VPN of Meridian is still open, with Security at work on it.',
    does: async (stage) => {
      await stage.post(ada, `/api/v1/requests/${stage.recall('vpn')}/take-up`)
      await stage.post(ada, '/api/v1/engagements', {
        requestId: stage.recall('vpn'),
        teamId: await team(stage, 'Security operations'),
        ask: 'VPN sessions end every ten minutes since the change on FW-BER-0007.',
        tried: ['The lifetime of phase 2 is the same on both ends.'],
      })
    },
  },
]
