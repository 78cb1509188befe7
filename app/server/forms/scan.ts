import type { z } from 'zod'
import type { Result } from '~/lib/result'
import type { Command } from '~/modules/auth/commands/command.server'
import { perform } from '~/modules/auth/commands/perform.server'
import { explainPerform, isPerformRefusal } from '~/modules/auth/messages'
import { scannerOf } from '~/modules/labels/schema'
import type { ScanReply } from '~/modules/labels/ui/scan-queue'
import { type Door, keyOf, type Sent } from '../action'

/** A scan as the scan field sends it, with what is known of the station's scanner. */
export function scanIn({ visitor, form }: Sent) {
  const symbologyId = String(form.get('symbologyId') ?? '')
  return {
    raw: String(form.get('raw') ?? ''),
    symbologyId,
    // Without a word of the page, a hand may have typed it (fails closed).
    typed: form.get('how') !== 'scan',
    scanner: scannerOf(visitor.scanner, symbologyId),
    meant: String(form.get('meant') ?? '') || undefined,
  }
}

type Refused<A> = A extends { readonly ok: false; readonly refusal: infer R } ? R : never
type Done<A> = A extends { readonly ok: true; readonly value: infer Value } ? Value : never

/** The things that a scan may mean, where a refusal offers them. */
export const choicesIn = (refusal: object): NonNullable<ScanReply['choices']> =>
  'choices' in refusal && Array.isArray(refusal.choices) ? refusal.choices : []

/** A scan field's way to a command: whatever becomes of the scan, the field shows and sounds it as a reply. */
export const scanOf =
  <Input extends z.ZodType, A extends Result<unknown>>(
    command: Command<Input, A>,
    way: {
      readonly input: (sent: Sent) => z.input<Input>
      readonly reply: (value: Done<A>, sent: Sent) => ScanReply
      readonly explain: (refusal: Refused<A>, sent: Sent) => string
    },
  ): Door<{ readonly reply: ScanReply }> =>
  async (sent) => {
    const answer = await perform(sent.visitor, command, way.input(sent), keyOf(sent.form))
    const replied = (reply: ScanReply) => ({
      ok: reply.tone !== 'refused',
      sentence: null,
      errors: {},
      value: { reply },
    })
    if (answer.ok) return replied(way.reply(answer.value as Done<A>, sent))
    const { refusal } = answer as { refusal: { code: string } }
    const title = isPerformRefusal(refusal) ? explainPerform(refusal) : way.explain(refusal as Refused<A>, sent)
    const choices = choicesIn(refusal)
    return replied(choices.length > 0 ? { tone: 'question', title, choices } : { tone: 'refused', title })
  }
