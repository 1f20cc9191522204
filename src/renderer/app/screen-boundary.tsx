import { Component, type ReactNode } from "react";
import { ErrorPanel } from "./error-panel.tsx";

export interface ScreenBoundaryProps {
  readonly children: ReactNode;
  /** Another value tries again: a screen that failed must not keep the next one from being shown. */
  readonly screen: string;
}

/** Keeps a screen that fails from taking the frame with it. */
export class ScreenBoundary extends Component<ScreenBoundaryProps, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: ScreenBoundaryProps): void {
    if (before.screen !== this.props.screen && this.state.error !== null) this.setState({ error: null });
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return <ErrorPanel error={error} onRetry={() => this.setState({ error: null })} />;
  }
}
