import { Component, type ErrorInfo, type ReactNode } from 'react'
import { ScreenFailed } from './ScreenFailed.tsx'

/**
 * Keeps a mistake of the screen from emptying the window: says so in words and offers to read again.
 * @param resetKey when it changes (another place), the screen is tried again
 */
export class ErrorBoundary extends Component<
  { children: ReactNode; resetKey?: string },
  { failed: boolean; resetKey: string | undefined }
> {
  override state = { failed: false, resetKey: this.props.resetKey }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  static getDerivedStateFromProps(props: { resetKey?: string }, state: { resetKey: string | undefined }) {
    return props.resetKey === state.resetKey ? null : { failed: false, resetKey: props.resetKey }
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error('a screen failed', error, info.componentStack)
  }

  override render() {
    return this.state.failed ? <ScreenFailed /> : this.props.children
  }
}
