import { Inject, Injectable } from '@nestjs/common'
import { refuse, Refused } from '@spoc/platform-kernel'
import { DOCUMENTS, subjectId, SUBJECTS, type SubjectDocument } from '@spoc/platform-nest'
import type { Documents } from '@spoc/platform-ports'

/** Who at the identity provider is whom of ours: one of theirs for one of ours. */
@Injectable()
export class Links {
  constructor(@Inject(DOCUMENTS) private readonly documents: Documents) {}

  async personOf(issuer: string, subject: string): Promise<string | undefined> {
    return (await (await this.collection()).get(subjectId(issuer, subject)))?.personId
  }

  /**
   * Refused: `linked-to-another` 409. An address that is given to somebody new must not make them who had it before. A link with another issuer is
   * of a provider that is used no more, and gives way.
   */
  async link(issuer: string, subject: string, personId: string): Promise<void> {
    const links = await this.collection()
    const [known] = (await links.find({ filter: { personId }, limit: 1 })).items
    if (known?._id === subjectId(issuer, subject)) return
    if (known?.issuer === issuer)
      throw new Refused(refuse('linked-to-another', 'Your e-mail address is known here as that of another company account.'))
    if (known !== undefined) await links.remove(known._id)
    await links.put({ _id: subjectId(issuer, subject), issuer, personId })
  }

  /** False where there was no link. */
  async unlink(personId: string): Promise<boolean> {
    return (await (await this.collection()).removeMany({ personId }, 1)) > 0
  }

  private collection() {
    return this.documents.collection<SubjectDocument>(SUBJECTS)
  }
}
