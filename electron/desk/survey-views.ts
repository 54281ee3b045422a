import type { SurveyAnswers } from '../../domain/survey.ts'
import type { Language } from './views.ts'

/* What the desk answers about the survey on the screen that is turned to the customer (process section 8). */

/** What the turned screen may know: nothing of anybody else, and of this customer no more than they see on paper. */
export interface TurnedSurvey {
  storeName: string
  /** Of the complaint. */
  number: string
  product: string
  handlerName: string
  /** A technician had a part in it, so that they are asked about too. */
  asksTechnician: boolean
  /** The customer has answered: only a PIN leads on from here. */
  answered: boolean
  /** Whose PIN opens the screen. */
  staffName: string
  language: Language | null
}

/** What came of the turned screen. */
export interface ScreenOpened {
  complaintId: string
  /** The answers are recorded; or they wait for a person of the staff; or there are none. */
  answers: 'recorded' | 'kept' | 'none'
}

/** Answers that wait for a person of the staff to ask back: the words contradict the steps, or somebody was quicker. */
export interface KeptSurvey extends SurveyAnswers {
  savedAt: string
}
