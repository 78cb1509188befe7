import type { Check } from '../types'
import { allergiesCheck } from './checks/allergies'
import { anesthesiaCheck } from './checks/anesthesia'
import { antisepticCheck } from './checks/antiseptic'
import { consentCheck } from './checks/consent'
import { kitCheck } from './checks/kit'
import { screeningCheck } from './checks/screening'
import { standingCheck } from './checks/standing'
import { suppliesCheck } from './checks/supplies'
import { ultrasoundCheck } from './checks/ultrasound'
import { vialCheck } from './checks/vial'

/** Every check, in the order in which pages show their lines. A new check is a file beside these and a line here. */
export const checkList: readonly Check[] = [
  vialCheck,
  antisepticCheck,
  suppliesCheck,
  anesthesiaCheck,
  ultrasoundCheck,
  kitCheck,
  allergiesCheck,
  screeningCheck,
  consentCheck,
  standingCheck,
]
