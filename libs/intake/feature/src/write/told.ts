/** The fields of a body that were sent; a DTO has all the others too, as undefined. */
export function told<Body extends object>(body: Body): Body {
  const sent = Object.entries(body).filter(([, value]) => value !== undefined)
  return Object.fromEntries(sent) as Body
}
