import {
  type CSSVariablesResolver,
  createTheme,
  Input,
  Kbd,
  type MantineColorsTuple,
  Modal,
  Paper,
  SegmentedControl,
  Table,
  Tabs,
  Tooltip,
} from '@mantine/core'

/** Ink blue, the one accent. Shade 7 fills buttons on paper, shade 3 is its text on dark paper. */
const ink: MantineColorsTuple = [
  '#eef3fa',
  '#dce6f3',
  '#b7cce6',
  '#93b4df',
  '#6d98d0',
  '#4b7dbe',
  '#32669f',
  '#24538a',
  '#1b4273',
  '#13315a',
]
/** Only for "soon". */
const amber: MantineColorsTuple = [
  '#fdf4e0',
  '#fae8c2',
  '#f3d18b',
  '#eab95a',
  '#d99a2b',
  '#b97c14',
  '#96620b',
  '#7c5008',
  '#633f06',
  '#4a2f04',
]
/** Only for "late" and for what destroys. */
const red: MantineColorsTuple = [
  '#fdeeec',
  '#f9d9d5',
  '#f2b1aa',
  '#ee978e',
  '#dd6a5f',
  '#cb453a',
  '#b8322a',
  '#a02620',
  '#841d19',
  '#651512',
]
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f3f2ee',
  '#e6e4de',
  '#d5d2ca',
  '#b8b5ac',
  '#8f8c84',
  '#6a6862',
  '#504f4b',
  '#373735',
  '#1f2326',
]
/** Text first, paper last, as Mantine's dark scheme reads it. */
const dark: MantineColorsTuple = [
  '#e4e2dd',
  '#c3c2bd',
  '#a2a5a8',
  '#7d8388',
  '#4a5157',
  '#363c42',
  '#2a2f35',
  '#1b1f23',
  '#15181b',
  '#0f1113',
]

const families =
  '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif'

/** The one theme of the desk (look.md): paper, ink, one accent, amber for soon, red for late; a 4 px grid. */
export const theme = createTheme({
  colors: { ink, amber, red, gray, dark },
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#1c2024',
  fontFamily: families,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Consolas, "Noto Sans Mono CJK SC", monospace',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '18px', sm: '22px', md: '22px', lg: '24px', xl: '28px' },
  fontWeights: { regular: '400', medium: '500', bold: '600' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  headings: {
    fontFamily: families,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '22px' },
      h4: { fontSize: '14px', lineHeight: '22px' },
    },
  },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    InputWrapper: Input.Wrapper.extend({
      styles: {
        label: { marginBottom: 4 },
        description: { marginBottom: 4 },
        error: { marginTop: 4 },
      },
    }),
    Kbd: Kbd.extend({
      styles: {
        root: {
          borderWidth: 1,
          background: 'transparent',
          color: 'var(--cs-ink-dim)',
          fontFamily: 'inherit',
          fontWeight: 400,
        },
      },
    }),
    SegmentedControl: SegmentedControl.extend({
      styles: { indicator: { boxShadow: 'none', border: '1px solid var(--cs-hairline)' } },
    }),
    Tabs: Tabs.extend({ styles: { root: { '--tab-border-color': 'var(--cs-hairline)' } } }),
    Paper: Paper.extend({ defaultProps: { shadow: undefined } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 'xs' } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, transitionProps: { duration: 120 } } }),
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: { duration: 120 },
        centered: true,
        overlayProps: { backgroundOpacity: 0.35 },
        // The head of a dialog is no banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
      styles: {
        title: { fontSize: 16, fontWeight: 600 },
        header: { background: 'var(--cs-surface)' },
        content: { background: 'var(--cs-surface)', border: '1px solid var(--cs-hairline)' },
      },
    }),
  },
})

const light = {
  '--cs-paper': '#fbfaf8',
  '--cs-surface': '#ffffff',
  '--cs-sunken': '#f3f2ee',
  '--cs-hairline': '#e3e1db',
  '--cs-edge': '#84817a',
  '--cs-ink': '#1c2024',
  '--cs-ink-dim': '#5c5f61',
  '--cs-accent': '#24538a',
  '--cs-accent-tint': '#eef3fa',
  '--cs-on-accent': '#ffffff',
  '--cs-soon': '#7c5008',
  '--cs-soon-tint': '#fdf4e0',
  '--cs-late': '#a02620',
  '--cs-late-tint': '#fdeeec',
  '--cs-level-fill': '#1c2024',
  '--cs-on-level-fill': '#ffffff',
} as const

const night: Record<keyof typeof light, string> = {
  '--cs-paper': '#15181b',
  '--cs-surface': '#1b1f23',
  '--cs-sunken': '#23282d',
  '--cs-hairline': '#31373d',
  '--cs-edge': '#747b82',
  '--cs-ink': '#e4e2dd',
  '--cs-ink-dim': '#a2a5a8',
  '--cs-accent': '#93b4df',
  '--cs-accent-tint': '#1f2c3c',
  '--cs-on-accent': '#ffffff',
  '--cs-soon': '#eab95a',
  '--cs-soon-tint': '#33291a',
  '--cs-late': '#ee978e',
  '--cs-late-tint': '#3a2220',
  '--cs-level-fill': '#e4e2dd',
  '--cs-on-level-fill': '#15181b',
}

/** The tokens of both appearances; contrast of every pair in use is checked by theme.test.ts. */
export const tokens = { light, dark: night }

/** Mantine's own variables, set from the tokens. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--cs-paper)',
    '--mantine-color-text': 'var(--cs-ink)',
    '--mantine-color-dimmed': 'var(--cs-ink-dim)',
    '--mantine-color-placeholder': 'var(--cs-ink-dim)',
    '--mantine-color-default': 'var(--cs-surface)',
    '--mantine-color-default-hover': 'var(--cs-sunken)',
    '--mantine-color-default-color': 'var(--cs-ink)',
    '--mantine-color-default-border': 'var(--cs-edge)',
    '--mantine-color-anchor': 'var(--cs-accent)',
    '--mantine-color-error': 'var(--cs-late)',
  }
  return { variables: {}, light: { ...light, ...shared }, dark: { ...night, ...shared } }
}
