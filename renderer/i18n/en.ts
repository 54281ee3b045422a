import authorisations from './en/authorisations.json' with { type: 'json' }
import calls from './en/calls.json' with { type: 'json' }
import complaint from './en/complaint.json' with { type: 'json' }
import custody from './en/custody.json' with { type: 'json' }
import customer from './en/customer.json' with { type: 'json' }
import errors from './en/errors.json' with { type: 'json' }
import frame from './en/frame.json' with { type: 'json' }
import handover from './en/handover.json' with { type: 'json' }
import headOffice from './en/head-office.json' with { type: 'json' }
import intake from './en/intake.json' with { type: 'json' }
import policy from './en/policy.json' with { type: 'json' }
import print from './en/print.json' with { type: 'json' }
import register from './en/register.json' with { type: 'json' }
import returns from './en/returns.json' with { type: 'json' }
import scripts from './en/scripts.json' with { type: 'json' }
import settings from './en/settings.json' with { type: 'json' }
import signIn from './en/sign-in.json' with { type: 'json' }
import signOff from './en/sign-off.json' with { type: 'json' }
import survey from './en/survey.json' with { type: 'json' }
import till from './en/till.json' with { type: 'json' }
import timeline from './en/timeline.json' with { type: 'json' }
import today from './en/today.json' with { type: 'json' }
import words from './en/words.json' with { type: 'json' }

/** The English words, by namespace; they have the keys of the Chinese ones (i18n.test.ts). */
export const english = {
  words,
  errors,
  frame,
  today,
  register,
  settings,
  'head-office': headOffice,
  'sign-in': signIn,
  intake,
  complaint,
  'sign-off': signOff,
  print,
  returns,
  custody,
  customer,
  authorisations,
  timeline,
  handover,
  calls,
  survey,
  scripts,
  till,
  policy,
}
