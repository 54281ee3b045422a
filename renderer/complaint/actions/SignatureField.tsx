import { Button, Input } from '@mantine/core'
import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import SignaturePad from 'signature_pad'
import type { DrawnSignature } from '../../../domain/drawn-signature.ts'
import classes from './actions.module.css'

interface SignatureFieldProps {
  readonly label: string
  /** After every stroke; null while nothing is drawn. */
  readonly onChange: (drawn: DrawnSignature | null) => void
}

/** More points than a hand makes in one stroke; the rest of it is left out. */
const mostPoints = 2000
const mostStrokes = 200

const tenth = (value: number) => Math.round(value * 10) / 10

function drawnIn(pad: SignaturePad, canvas: HTMLCanvasElement): DrawnSignature | null {
  const strokes = pad
    .toData()
    .filter(({ points }) => points.length > 0)
    .slice(0, mostStrokes)
    .map(({ points }) =>
      points.slice(0, mostPoints).map(({ x, y }): [number, number] => [tenth(x), tenth(y)]),
    )
  if (strokes.length === 0) return null
  return { width: canvas.clientWidth, height: canvas.clientHeight, strokes }
}

/** Where the customer signs by finger, pen or mouse; kept as strokes, so that the paper shows it sharp. */
export function SignatureField({ label, onChange }: SignatureFieldProps) {
  const { t } = useTranslation('complaint')
  const id = useId()
  const canvas = useRef<HTMLCanvasElement>(null)
  const pad = useRef<SignaturePad>(null)
  const changed = useRef(onChange)
  changed.current = onChange

  useEffect(() => {
    const field = canvas.current
    if (field === null) return
    // As many points as the screen has, or the strokes look coarse.
    const ratio = Math.max(window.devicePixelRatio, 1)
    field.width = field.clientWidth * ratio
    field.height = field.clientHeight * ratio
    field.getContext('2d')?.scale(ratio, ratio)
    const drawing = new SignaturePad(field, { penColor: '#000', backgroundColor: '#fff' })
    const tell = () => changed.current(drawnIn(drawing, field))
    drawing.addEventListener('endStroke', tell)
    pad.current = drawing
    return () => {
      drawing.removeEventListener('endStroke', tell)
      drawing.off()
      pad.current = null
      // What is not on screen any more was not signed.
      changed.current(null)
    }
  }, [])

  return (
    <Input.Wrapper label={label} labelElement="div" description={t('signature.hint')} id={id}>
      <canvas ref={canvas} className={classes.signature} aria-label={label} role="img" />
      <Button
        size="xs"
        variant="default"
        onClick={() => {
          pad.current?.clear()
          onChange(null)
        }}
      >
        {t('signature.clear')}
      </Button>
    </Input.Wrapper>
  )
}
