import { html } from 'hono/html'
import { type Frame, type Html, layout, link } from './layout.ts'

/**
 * The form that asks for the token.
 * @param frame language and address
 * @param wrong why the last try did not succeed
 */
export function signInPage(frame: Frame, wrong?: 'wrongToken' | 'tooMany'): Html {
  const { wording } = frame
  const { word } = wording
  const body = html`<div class="sign-in"><h1>${word('signIn')}</h1>
${wrong === undefined ? '' : html`<p class="notice wrong" role="alert">${word(wrong)}</p>`}
<form method="post" action="${link('/sign-in', wording)}">
<div class="field"><label for="token">${word('token')}</label>
<input id="token" name="token" type="password" required autofocus autocomplete="current-password" aria-describedby="token-hint">
<span class="hint" id="token-hint">${word('tokenHint')}</span></div>
<button>${word('signIn')}</button>
</form></div>`
  return layout(frame, word('signIn'), body)
}
