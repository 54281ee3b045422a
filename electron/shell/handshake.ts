/** What Electron's process prints, on a line of its own, once the desk is open in its window. */
export const openedLine = 'countersign:opened'

/** Electron's exit status when the desk itself refused to open and said why: starting it elsewhere would not help. */
export const refusedStatus = 3
