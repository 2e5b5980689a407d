/**
 * The oldest release of the IANA time zone database that a promise may be reckoned with. Raise it when a release changes the clocks of a
 * zone that clients are in; clocks already reckoned keep their due instants until they are reckoned anew by command.
 */
export const zoneDataRequired = '2024b'

/** Whether the runtime's zone data, e.g. `2025c`, is as new as the product requires. */
export function hasZoneData(found: string | undefined): boolean {
  return found !== undefined && found >= zoneDataRequired
}
