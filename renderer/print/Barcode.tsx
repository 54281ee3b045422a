import { code128, drawingSVG } from '@bwip-js/browser'
import { useMemo } from 'react'

/**
 * A number as CODE128 bars (ISO/IEC 15417), which the desk's scanner types back; drawn as vectors.
 * @param text letters, digits and hyphens
 */
export function Barcode({ text }: { readonly text: string }) {
  const source = useMemo(() => {
    const svg = code128<string>({ bcid: 'code128', text, height: 10, includetext: false }, drawingSVG())
    return `data:image/svg+xml,${encodeURIComponent(svg.replace('<svg ', '<svg preserveAspectRatio="none" '))}`
  }, [text])
  return <img className="paper-barcode" src={source} alt={text} />
}
