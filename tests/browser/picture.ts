import { crc32, deflateSync } from 'node:zlib'
import type { BrowserContext } from 'playwright-core'

/** A picture of at most 256 colours. */
interface Indexed {
  readonly width: number
  readonly height: number
  /** Three bytes a colour. */
  readonly palette: readonly number[]
  /** One byte a point, base64. */
  readonly points: string
}

/** Finds the 256 colours that a screen is made of and the nearest of them for every point. Runs in a page. */
async function index(base64: string): Promise<Indexed> {
  const blob = await (await fetch(`data:image/png;base64,${base64}`)).blob()
  const bitmap = await createImageBitmap(blob)
  const { width, height } = bitmap
  const canvas = new OffscreenCanvas(width, height).getContext('2d')
  if (canvas === null) throw new Error('no canvas')
  canvas.drawImage(bitmap, 0, 0)
  const { data } = canvas.getImageData(0, 0, width, height)
  const at = (point: number) => [data[point] ?? 0, data[point + 1] ?? 0, data[point + 2] ?? 0] as const
  const keyOf = ([red, green, blue]: readonly [number, number, number]) => (red << 16) | (green << 8) | blue
  const counts = new Map<number, number>()
  for (let point = 0; point < data.length; point += 4) {
    const key = keyOf(at(point))
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const kept = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 256)
    .map(([key]) => key)
  const parts = (key: number) => [key >> 16, (key >> 8) & 255, key & 255] as const
  const places = new Map(kept.map((key, place) => [key, place]))
  const nearest = (key: number) => {
    const [red, green, blue] = parts(key)
    let best = 0
    let distance = Number.POSITIVE_INFINITY
    for (const [place, other] of kept.entries()) {
      const [r, g, b] = parts(other)
      const far = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2
      if (far < distance) [best, distance] = [place, far]
    }
    places.set(key, best)
    return best
  }
  let points = ''
  for (let point = 0; point < data.length; point += 4) {
    const key = keyOf(at(point))
    points += String.fromCharCode(places.get(key) ?? nearest(key))
  }
  return { width, height, palette: kept.flatMap((key) => [...parts(key)]), points: btoa(points) }
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/**
 * The same picture with a palette (PNG, colour type 3), a third as large: screens have few colours.
 * @param context whose browser reads the picture
 * @param png as taken
 */
export async function withPalette(context: BrowserContext, png: Buffer): Promise<Buffer> {
  const page = await context.newPage()
  const { width, height, palette, points } = await page.evaluate(index, png.toString('base64'))
  await page.close()
  const pixels = Buffer.from(points, 'base64')
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const lines = Buffer.alloc((width + 1) * height)
  for (let line = 0; line < height; line += 1)
    pixels.copy(lines, line * (width + 1) + 1, line * width, (line + 1) * width)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette)),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
