/**
 * How the menus of the complaint open: inside the page's own landmark, and straight on their first item, without the
 * empty stop that the library puts before it.
 */
export const menuInPlace = {
  withinPortal: false,
  floatingStrategy: 'fixed',
  withInitialFocusPlaceholder: false,
} as const
