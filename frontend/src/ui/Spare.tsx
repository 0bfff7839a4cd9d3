/** Round a part that is fetched while something goes on: when it does not come, only it is missing. */
import { Component, type ReactNode, Suspense } from "react";

import { Toast } from "./Toast";

export interface SpareProps {
  /** What is said in its place. */
  sorry: string;
  dismissText: string;
  /** It is not wanted any more. */
  onDismiss: () => void;
  children: ReactNode;
}

export class Spare extends Component<SpareProps, { missing: boolean }> {
  override state = { missing: false };

  static getDerivedStateFromError() {
    return { missing: true };
  }

  override render() {
    const { sorry, dismissText, onDismiss, children } = this.props;
    if (!this.state.missing) return <Suspense>{children}</Suspense>;
    return (
      <div role="alert" className="fixed inset-x-3 top-3 z-50 mx-auto w-fit">
        <Toast forMs={null} dismissText={dismissText} onDismiss={onDismiss}>
          {sorry}
        </Toast>
      </div>
    );
  }
}
