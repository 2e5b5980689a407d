import { htmlToText } from 'html-to-text'

/** What a mail without a word in it says in its place. */
export const NO_TEXT = '(The mail has no text.)'
/** What a request is called whose mail has no subject. */
export const NO_SUBJECT = '(no subject)'

const LONGEST_TEXT = 500_000

/** What the mail says, as plain text; of a mail in HTML alone, what a reader would see. Never empty. */
export function textOf(
  { text, html }: { readonly text?: string | undefined; readonly html?: string | false | undefined },
  longestHtml: number,
): string {
  const plain = text?.trim() ?? ''
  const said = plain !== '' ? plain : typeof html === 'string' ? readable(html.slice(0, longestHtml)) : ''
  // U+0000 is in no text a person wrote, and in none that an engine may hold.
  const clean = said.replaceAll('\u0000', '').replace(/\r\n/g, '\n').trim()
  return clean === '' ? NO_TEXT : clean.slice(0, LONGEST_TEXT)
}

function readable(html: string): string {
  return htmlToText(html, {
    wordwrap: false,
    limits: { maxDepth: 200, maxChildNodes: 5_000, ellipsis: '…' },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true, ignoreHref: false } },
      { selector: 'table', format: 'block' },
    ],
  })
}

/** The subject as a title: without the signed tokens of other requests, which are nobody else's to see. */
export function titleOf(subject: string): string {
  const title = subject
    .replace(/\[\s*r-?\d{7,16}\/[a-z0-9]{6,64}\s*\]/gi, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return title === '' ? NO_SUBJECT : title.slice(0, 300)
}
