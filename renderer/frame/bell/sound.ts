/** Two short, soft tones, the second a fourth higher: heard at a counter, not across the store. */
const tones = [
  { hertz: 660, from: 0, seconds: 0.16 },
  { hertz: 880, from: 0.18, seconds: 0.28 },
] as const
const loudness = 0.12

let audio: AudioContext | null = null

/** Rings once. A browser that wants a click on the page first stays silent until then. */
export function ring(): void {
  audio ??= new AudioContext()
  void audio.resume()
  for (const { hertz, from, seconds } of tones) {
    const start = audio.currentTime + from
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(0, start)
    volume.gain.linearRampToValueAtTime(loudness, start + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.001, start + seconds)
    tone.connect(volume).connect(audio.destination)
    tone.start(start)
    tone.stop(start + seconds)
  }
}
