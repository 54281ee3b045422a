/** What is taken of the till's export: far more than a store sells in years, far less than what would hurt. */
export const tillLimits = {
  /** Of the file as it is uploaded. */
  megabytes: 200,
  /** Below the headers. */
  rows: 500_000,
  columns: 200,
  /** Of one row as text, in bytes. */
  rowBytes: 64 * 1024,
  /** Of a spreadsheet, unpacked. */
  unpackedMegabytes: 1_500,
  /** Of all different texts of a spreadsheet, unpacked. */
  textMegabytes: 300,
  /** Rows that the preview shows. */
  sample: 20,
  /** Mistakes that the screen lists. */
  listed: 200,
  /** Rows with mistakes that can be downloaded. */
  kept: 5_000,
} as const

/** Bytes of a megabyte as people read it. */
export const megabyte = 1024 * 1024
