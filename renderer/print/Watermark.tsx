/** Drawn by the style sheet: it is a mark on the paper, not a word of it. */
export function Watermark({ text }: { readonly text: string }) {
  return (
    <div className="paper-watermark" aria-hidden="true">
      <span data-mark={text} />
      <span data-mark={text} />
      <span data-mark={text} />
    </div>
  )
}
