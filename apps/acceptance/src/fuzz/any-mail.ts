import fc from 'fast-check'
import { rawMail, type Envelope } from '../platform/mail.js'
import { anyText } from './anything.js'

const oneLine = anyText.map((text) => text.replace(/[\r\n]/g, ' ').replaceAll('\u0000', ' '))

const oddHeaders = fc.dictionary(
  fc.constantFrom(
    'Content-Type',
    'Content-Transfer-Encoding',
    'In-Reply-To',
    'References',
    'Date',
    'From',
    'To',
    'Subject',
    'Auto-Submitted',
    'MIME-Version',
  ),
  fc.oneof(
    oneLine,
    fc.constantFrom(
      'multipart/mixed; boundary=""',
      'multipart/mixed; boundary="b"',
      'multipart/alternative; boundary="b"; boundary="c"',
      'message/rfc822',
      'text/calendar; method=REQUEST',
      'application/ms-tnef; name="winmail.dat"',
      '=?utf-8?B?////?=',
      '=?klingon?Q?=FF?=',
      '<a@b> <a@b> <>',
      'base64',
      'quoted-printable',
    ),
  ),
  { maxKeys: 4 },
)

const parts = fc.array(
  fc.oneof(
    anyText,
    fc.constantFrom(
      '--b',
      '--b--',
      'Content-Type: message/rfc822',
      '',
      'BEGIN:VCALENDAR\r\nEND:VCALENDAR',
      '=00=',
      '....',
      '\r\n.\r\n',
    ),
  ),
  { maxLength: 8 },
)

/** Mails that are none, mails in parts that do not fit together, and bytes. The envelope is right most of the time. */
export function anyMail(
  domain: string,
  sender: string,
): fc.Arbitrary<{ readonly envelope: Envelope; readonly message: string | Buffer }> {
  const address = oneLine.map((text) => text.replace(/[<>]/g, ''))
  const envelope = fc.record({
    from: fc.oneof({ weight: 4, arbitrary: fc.constant(sender) }, { weight: 1, arbitrary: address }),
    to: fc.oneof({ weight: 6, arbitrary: fc.constant(`support@${domain}`) }, { weight: 1, arbitrary: address }),
  })
  const written = fc.record({ headers: oddHeaders, lines: parts, id: fc.uuid() }).map(({ headers, lines, id }) =>
    rawMail({
      from: sender,
      to: `support@${domain}`,
      subject: id,
      text: lines.join('\r\n'),
      messageId: `<${id}@else.example>`,
      headers,
    }),
  )
  const bytes = fc.uint8Array({ maxLength: 400 }).map((all) => Buffer.from(all.filter((byte) => byte !== 13 && byte !== 10)))
  return fc.record({
    envelope,
    message: fc.oneof({ weight: 4, arbitrary: written as fc.Arbitrary<string | Buffer> }, { weight: 1, arbitrary: bytes }),
  })
}
