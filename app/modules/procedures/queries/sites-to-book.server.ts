import type { Reader } from '~/lib/db.server'
import type { CodedSite } from '../rules/injection-site'

/** The coded injection sites that can be booked, those of a joint first. */
export const sitesToBook = (reader: Reader): Promise<CodedSite[]> =>
  reader.injectionSite.findMany({
    where: { active: true },
    select: { code: true, label: true },
    orderBy: [{ kind: 'asc' }, { label: 'asc' }],
  })

/** A coded site as a form offers it: by its words, which the booking keeps. */
export const siteChoice = ({ label }: CodedSite) => ({ value: label, label })
