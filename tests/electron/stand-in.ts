import { EventEmitter } from 'node:events'

/** An event of Electron that its listeners may refuse. */
class StandInEvent {
  defaultPrevented = false
  readonly url: string
  readonly isMainFrame: boolean
  constructor(url = '', isMainFrame = true) {
    this.url = url
    this.isMainFrame = isMainFrame
  }
  preventDefault(): void {
    this.defaultPrevented = true
  }
}

class StandInContents extends EventEmitter {
  private openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler
  }
  async executeJavaScript(): Promise<boolean> {
    return true
  }
  async printToPDF(): Promise<Uint8Array> {
    return new TextEncoder().encode('%PDF-1.7')
  }

  /** Whether a page that asks to go somewhere gets there; `by` is the event with which Electron would ask. */
  goes(
    by: 'will-navigate' | 'will-redirect' | 'will-frame-navigate',
    url: string,
    isMainFrame = true,
  ): boolean {
    const event = new StandInEvent(url, isMainFrame)
    this.emit(by, event)
    return !event.defaultPrevented
  }
  /** Whether `window.open` with this address would open a window. */
  opens(url: string): boolean {
    return this.openHandler({ url }).action === 'allow'
  }
  /** Whether a `<webview>` may be attached. */
  attachesWebview(): boolean {
    const event = new StandInEvent()
    this.emit('will-attach-webview', event)
    return !event.defaultPrevented
  }
}

type Answer = (allowed: boolean) => void
type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: Answer,
  details: { requestingUrl: string; isMainFrame: boolean },
) => void
type PermissionCheck = (
  contents: unknown,
  permission: string,
  origin: string,
  details: { isMainFrame: boolean },
) => boolean

class StandInSession {
  private request: PermissionRequest = (_c, _p, answer) => answer(true)
  private check: PermissionCheck = () => true
  private device: (details: { deviceType: string }) => boolean = () => true

  setPermissionRequestHandler(handler: typeof this.request): void {
    this.request = handler
  }
  setPermissionCheckHandler(handler: typeof this.check): void {
    this.check = handler
  }
  setDevicePermissionHandler(handler: typeof this.device): void {
    this.device = handler
  }

  /**
   * Every way in which a page may be given a permission (asked, checked, as a device); true where the answer is yes, as it
   * is by default.
   */
  grants(permission: string, address = 'countersign://desk/', isMainFrame = true): boolean[] {
    let requested = true
    const details = { requestingUrl: address, isMainFrame }
    this.request(
      null,
      permission,
      (allowed) => {
        requested = allowed
      },
      details,
    )
    const checked = this.check(null, permission, address, details)
    return [requested, checked, this.device({ deviceType: permission })]
  }
}

/**
 * A small stand-in of the module `electron`: it records what it is told, raises the events that the real one raises in
 * their order, and answers by default as generously as the real one does.
 */
export function makeStandIn({ firstStart = true } = {}) {
  const windows: StandInWindow[] = []
  const exits: number[] = []
  const errorBoxes: string[] = []
  const schemes = new Map<string, (request: Request) => Promise<Response>>()
  const privileged: { scheme: string; privileges: Record<string, boolean> }[] = []
  const paths = new Map<string, string>()
  const defaultSession = new StandInSession()
  let ready = false

  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    isReady: () => ready,
    async whenReady(): Promise<void> {
      await Promise.resolve()
      ready = true
    },
    setPath: (name: string, folder: string) => void paths.set(name, folder),
    requestSingleInstanceLock: () => firstStart,
    quit(): void {
      const event = new StandInEvent()
      app.emit('will-quit', event)
      if (!event.defaultPrevented) app.exit(0)
    },
    exit: (status: number) => void exits.push(status),
  })

  class StandInWindow extends EventEmitter {
    readonly webContents = new StandInContents()
    readonly addresses: string[] = []
    readonly calls: string[] = []
    readonly options: { show?: boolean; webPreferences?: Record<string, unknown> }

    constructor(options: StandInWindow['options']) {
      super()
      this.options = options
      windows.push(this)
      app.emit('web-contents-created', {}, this.webContents)
    }
    async loadURL(address: string): Promise<void> {
      this.addresses.push(address)
    }
    isMinimized(): boolean {
      return true
    }
    restore(): void {
      this.calls.push('restore')
    }
    show(): void {
      this.calls.push('show')
    }
    focus(): void {
      this.calls.push('focus')
    }
    destroy(): void {
      this.calls.push('destroy')
    }
  }

  const powerMonitor = new EventEmitter()
  const electron = {
    app,
    powerMonitor,
    BrowserWindow: StandInWindow,
    Menu: { buildFromTemplate: (template: unknown) => template, setApplicationMenu: () => undefined },
    dialog: { showErrorBox: (_title: string, sentence: string) => void errorBoxes.push(sentence) },
    session: { defaultSession },
    protocol: {
      registerSchemesAsPrivileged(list: typeof privileged): void {
        if (ready)
          throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
        privileged.push(...list)
      },
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
        void schemes.set(scheme, handler),
    },
  }
  return {
    electron,
    app,
    powerMonitor,
    windows,
    exits,
    errorBoxes,
    schemes,
    privileged,
    paths,
    session: defaultSession,
  }
}

export type StandIn = ReturnType<typeof makeStandIn>
