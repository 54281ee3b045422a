import authorisations from './zh-CN/authorisations.json' with { type: 'json' }
import calls from './zh-CN/calls.json' with { type: 'json' }
import complaint from './zh-CN/complaint.json' with { type: 'json' }
import custody from './zh-CN/custody.json' with { type: 'json' }
import customer from './zh-CN/customer.json' with { type: 'json' }
import errors from './zh-CN/errors.json' with { type: 'json' }
import frame from './zh-CN/frame.json' with { type: 'json' }
import handover from './zh-CN/handover.json' with { type: 'json' }
import headOffice from './zh-CN/head-office.json' with { type: 'json' }
import intake from './zh-CN/intake.json' with { type: 'json' }
import policy from './zh-CN/policy.json' with { type: 'json' }
import print from './zh-CN/print.json' with { type: 'json' }
import register from './zh-CN/register.json' with { type: 'json' }
import returns from './zh-CN/returns.json' with { type: 'json' }
import scripts from './zh-CN/scripts.json' with { type: 'json' }
import settings from './zh-CN/settings.json' with { type: 'json' }
import signIn from './zh-CN/sign-in.json' with { type: 'json' }
import signOff from './zh-CN/sign-off.json' with { type: 'json' }
import survey from './zh-CN/survey.json' with { type: 'json' }
import till from './zh-CN/till.json' with { type: 'json' }
import timeline from './zh-CN/timeline.json' with { type: 'json' }
import today from './zh-CN/today.json' with { type: 'json' }
import words from './zh-CN/words.json' with { type: 'json' }

/** The Chinese words, by namespace. */
export const chinese = {
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
