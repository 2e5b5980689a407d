import { refuse, Refused, type Instant } from '@spoc/platform-kernel'
import { IfTold, type Page } from '@spoc/platform-nest'
import { inForceAt, type Version } from '@spoc/sla-contracts'
import { Type } from 'class-transformer'
import { IsInt, IsString, Max, Min } from 'class-validator'

/** How the revisions of a definition are listed. */
export class RevisionList {
  /** 1 to 200, 50 unless told. */
  @IfTold()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50

  /** `next` of the page before. */
  @IfTold()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  cursor?: number

  /** Wait until the list holds what was written at this position. */
  @IfTold()
  @IsString()
  after?: string
}

/** A revision, and whether a request received now falls under it. */
export type ToldRevision<Rules> = Version<Rules> & { readonly inForce: boolean }

/** The revisions, the last defined first. */
export function revisionsIn<Rules>(
  versions: readonly Version<Rules>[],
  now: Instant,
  { limit, cursor }: Pick<RevisionList, 'limit' | 'cursor'>,
): Page<ToldRevision<Rules>> {
  const newestFirst = told(versions, now)
    .reverse()
    .filter(({ revision }) => cursor === undefined || revision <= cursor)
  const next = newestFirst[limit]?.revision
  return { items: newestFirst.slice(0, limit), ...(next === undefined ? {} : { next: String(next) }) }
}

/** One of them. Refused: `revision-unknown`. */
export function revisionIn<Rules>(versions: readonly Version<Rules>[], now: Instant, revision: number): ToldRevision<Rules> {
  const found = told(versions, now).find((each) => each.revision === revision)
  if (found === undefined) throw new Refused(refuse('revision-unknown', 'There is no such revision.'))
  return found
}

function told<Rules>(versions: readonly Version<Rules>[], now: Instant): ToldRevision<Rules>[] {
  const inForce = inForceAt(versions, now)?.revision
  return versions.map((version) => ({ ...version, inForce: version.revision === inForce }))
}
