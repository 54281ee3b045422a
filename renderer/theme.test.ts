import { describe, expect, it } from 'vitest'
import { theme, tokens } from './theme.ts'

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

/** Contrast as WCAG 2.2 defines it. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['--cs-paper', '--cs-surface', '--cs-sunken', '--cs-accent-tint'] as const
const textPairs = [
  ...grounds.flatMap((ground) =>
    (['--cs-ink', '--cs-ink-dim', '--cs-accent', '--cs-soon', '--cs-late'] as const).map(
      (text) => [text, ground] as const,
    ),
  ),
  ['--cs-ink', '--cs-soon-tint'],
  ['--cs-ink', '--cs-late-tint'],
  ['--cs-soon', '--cs-soon-tint'],
  ['--cs-late', '--cs-late-tint'],
  ['--cs-ink', '--cs-hairline'],
  ['--cs-on-level-fill', '--cs-level-fill'],
  ['--cs-paper', '--cs-ink'],
] as const

describe.each(['light', 'dark'] as const)('the %s appearance', (appearance) => {
  const token = tokens[appearance]

  it.each(textPairs)('%s can be read on %s', (text, ground) => {
    expect(contrast(token[text], token[ground])).toBeGreaterThanOrEqual(4.5)
  })

  it.each(grounds.slice(0, 3))('the edge of a field is seen on %s', (ground) => {
    expect(contrast(token['--cs-edge'], token[ground])).toBeGreaterThanOrEqual(3)
  })

  it.each(['ink', 'red'] as const)('white can be read on a button of %s', (colour) => {
    const shade = appearance === 'light' ? 7 : 6
    expect(contrast('#ffffff', theme.colors?.[colour]?.[shade] ?? '')).toBeGreaterThanOrEqual(4.5)
  })
})
