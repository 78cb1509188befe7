import { ok, type Result, refuse } from '~/lib/result'
import { runCommand } from '~/modules/audit/commands.server'
import { explainCommandRefusal } from '~/modules/audit/messages'
import type { CommandContext } from '~/modules/audit/types'
import { setUpClinic, signIn } from '~/modules/auth/commands.server'
import { explainAccount } from '~/modules/auth/messages'
import type { SetupInput } from '~/modules/auth/schema'
import { insertBaseCatalog } from '~/modules/catalog/commands.server'
import { insertProtocol } from '~/modules/protocols/commands.server'

/** The supply categories and the clinical protocol that every clinic starts with. Sent twice, it adds nothing. */
export const insertFirstData = (context: CommandContext, key: string) =>
  runCommand(context, { key, kind: 'set-up.first-data', input: null }, async (tx, note) => {
    await insertBaseCatalog(tx)
    const protocol = await insertProtocol(tx, context)
    if (!protocol.ok) return protocol
    note({ subject: 'catalog' })
    note({ subject: 'protocol' })
    return ok(null)
  })

/**
 * Sets up a clinic in an empty database: its site and first person, the categories and the protocol; and signs that person
 * in. Returns the session's secret, or a refusal as a sentence.
 */
export async function setUp(
  context: CommandContext,
  key: string,
  input: SetupInput,
): Promise<Result<{ secret: string }, { code: string; sentence: string }>> {
  const clinic = await setUpClinic(context, key, input)
  if (!clinic.ok) {
    const { refusal } = clinic
    const command = refusal.code === 'COMMAND_KEY_REUSED' || refusal.code === 'COMMAND_KEY_INVALID'
    return refuse({ code: refusal.code, sentence: command ? explainCommandRefusal(refusal) : explainAccount(refusal) })
  }
  const first = await insertFirstData(context, `first-data:site-${clinic.value.siteId}`)
  if (!first.ok) throw new Error(`The first data could not be stored: ${first.refusal.code}`)
  const signed = await signIn(context.db, context.at, { email: input.email, password: input.password })
  if (!signed.ok) throw new Error('The account that was just made can not sign in.')
  return ok(signed.value)
}
