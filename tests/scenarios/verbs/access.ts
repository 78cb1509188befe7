import { addPerson, endPerson } from '~/modules/auth/commands/accounts.server'
import { explainAccount } from '~/modules/auth/messages'
import { the } from '../forms'
import { verb } from '../verb'
import { accountOf, act, StoryFault, say } from '../world'

/** Accounts. */
export const accessVerbs = [
  verb(
    addPerson.kind,
    'gives {person} an account as {role}',
    'admin gives nurse5 an account as clinician',
    async (world, who, said) => {
      const { person = '', role = '' } = said
      const input = addPerson.input.parse({ ...accountOf(person, 'clinician'), roles: [role] })
      return act(world, who, addPerson, input, {
        explain: explainAccount,
        say: ({ personId }) => {
          world.people.set(person, personId)
          return say('done')
        },
      })
    },
  ),
  verb(
    endPerson.kind,
    'closes the account of {person}',
    'admin closes the account of nurse',
    async (world, who, said) => {
      const personId = world.people.get(the(said, 'person'))
      if (personId === undefined) throw new StoryFault(`Nobody is called "${the(said, 'person')}".`)
      return act(world, who, endPerson, { personId }, { explain: explainAccount, say: () => say('done') })
    },
  ),
]
