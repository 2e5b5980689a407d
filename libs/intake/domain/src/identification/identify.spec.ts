import { domainsOf, identifySender, type SenderFacts } from './identify.js'

const identify = (facts: Partial<SenderFacts>) => identifySender({ contacts: [], accountsByDomain: [], ...facts })
const ada = { contactId: 'ada', accountIds: ['nordlicht'] }

describe('whose a request is', () => {
  it('is told by the address of a contact', () =>
    expect(identify({ contacts: [ada], accountsByDomain: ['suedwind'] })).toMatchObject({
      accountId: 'nordlicht',
      contactId: 'ada',
      identifiedBy: { how: 'address' },
      flags: [],
    }))
  it('is told by the mail domain where the address is nobody’s', () =>
    expect(identify({ accountsByDomain: ['nordlicht'] })).toMatchObject({
      accountId: 'nordlicht',
      identifiedBy: { how: 'mail-domain' },
      flags: [],
    }))
  it('is left to the triage desk where neither is known', () => {
    const identified = identify({})
    expect(identified).toMatchObject({ identifiedBy: { how: 'unknown' }, flags: ['unknown-sender'] })
    expect(identified).not.toHaveProperty('accountId')
  })
  it('is not guessed among the accounts of a contact, though the contact is known', () => {
    const identified = identify({ contacts: [{ contactId: 'ada', accountIds: ['nordlicht', 'suedwind'] }] })
    expect(identified).toMatchObject({ contactId: 'ada', identifiedBy: { how: 'unknown' }, flags: ['account-ambiguous'] })
    expect(identified).not.toHaveProperty('accountId')
  })
  it('is not guessed among accounts that share a domain', () => {
    const identified = identify({ accountsByDomain: ['nordlicht', 'suedwind'] })
    expect(identified).toMatchObject({ flags: ['account-ambiguous'] })
    expect(identified).not.toHaveProperty('accountId')
  })
  it('is told, but not the person, where two contacts of one account share an address', () => {
    const identified = identify({ contacts: [ada, { contactId: 'eva', accountIds: ['nordlicht'] }] })
    expect(identified).toMatchObject({ accountId: 'nordlicht' })
    expect(identified).not.toHaveProperty('contactId')
  })
})

describe('the domains an address lies under', () => {
  it('are the nearest first, without the top level', () =>
    expect(domainsOf('ada@noc.BER.nordlicht.example')).toEqual([
      'noc.ber.nordlicht.example',
      'ber.nordlicht.example',
      'nordlicht.example',
    ]))
})
