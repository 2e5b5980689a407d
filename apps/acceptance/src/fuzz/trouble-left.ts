import type { Platform } from '../platform/platform.js'

/** What is not as it should be after an onslaught, in the words of the metrics: not ready, something parked, a broken document, a 500. */
export async function troubleLeftIn(platform: Platform): Promise<readonly string[]> {
  const found = await Promise.all(
    platform.services.map(async ({ name, url }) => {
      const { status } = await platform.anonymous.at(url).get('/health/ready')
      const { text } = await platform.anonymous.at(url).get('/metrics')
      const counted = text.matchAll(
        /^(?:spoc_(?:parked_subjects|broken_documents)\{.*\} [1-9]\d*|spoc_http_requests_total\{.*status="500".*)$/gm,
      )
      return [...(status === 200 ? [] : [`${name} is not ready: ${status}`]), ...[...counted].map(([line]) => line)]
    }),
  )
  return found.flat()
}
