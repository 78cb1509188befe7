import { volumeText } from '~/modules/stock/rules/quantity'
import { List, ListRow } from '~/ui/list'
import { EmptyState, Facts, Page, Section } from '~/ui/page'
import { bindName, conditionName, effectName, partName } from '../messages'
import { parts } from '../rules/words'
import type { ProtocolText, Requirement, Version } from '../types'

type Props = { version: Version | null; requirements: readonly Requirement[]; texts: readonly ProtocolText[] }

/** The protocol as it is followed now: what a procedure needs, and its words chapter by chapter. */
export function ProtocolPage({ version, requirements, texts }: Props) {
  if (!version)
    return (
      <Page question="Which protocol?">
        <EmptyState title="No protocol has been set up yet.">Ask an administrator to set up the clinic.</EmptyState>
      </Page>
    )
  return (
    <Page
      question={version.protocolName}
      why={`Version ${version.version}, in force since ${version.effectiveFrom}. A procedure keeps the version that it was booked under.`}
      aside={<Figures version={version} />}
    >
      <Section title="What a procedure needs" count={requirements.length}>
        <List label="Requirements">
          {requirements.map((requirement) => (
            <ListRow
              key={requirement.id}
              lead={requirement.label}
              detail={[
                requirement.alternatives.map((category) => category.name).join(' or '),
                bindName(requirement.bind),
                conditionName(requirement.condition),
              ]
                .filter(Boolean)
                .join(' · ')}
              side={requirement.quantity > 1 ? `× ${requirement.quantity}` : undefined}
            />
          ))}
        </List>
      </Section>
      {parts.map((part) => {
        const own = texts.filter((text) => text.part === part)
        return own.length === 0 ? null : (
          <Section key={part} title={partName(part)}>
            <ul className="grid list-disc gap-2 pl-6">
              {own.map((text) => (
                <li key={text.code}>
                  {text.text} {text.effect ? <strong>{effectName(text.effect)}</strong> : null}
                </li>
              ))}
            </ul>
          </Section>
        )
      })}
    </Page>
  )
}

function Figures({ version }: { version: Version }) {
  return (
    <Facts
      facts={[
        ['Dose', `${volumeText(version.doseMicrolitersMin)} to ${volumeText(version.doseMicrolitersMax)}`],
        ['Observation', `at least ${version.observationMinutesMin} min`],
        ['READY holds for', `${version.readyForMinutes} min`],
        ['Follow-up', `after ${version.followUpWeeksMin} to ${version.followUpWeeksMax} weeks`],
        ['Next treatment', `not before ${version.intervalWeeksMin} weeks`],
      ]}
    />
  )
}
