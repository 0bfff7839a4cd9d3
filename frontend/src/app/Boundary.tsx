/** Catches what breaks in a page, until one goes to another address. */
import type { ReactNode } from "react";
import { Component } from "react";
import { useLocation } from "react-router";

import { Crashed } from "./Crashed";

interface CatchProps {
  children: ReactNode;
  /** Another one: try again. */
  place: string;
}

interface CatchState {
  caught: { fault: unknown } | null;
  place: string;
}

class Catch extends Component<CatchProps, CatchState> {
  override state: CatchState = { caught: null, place: this.props.place };

  static getDerivedStateFromError(fault: unknown) {
    return { caught: { fault } };
  }

  static getDerivedStateFromProps({ place }: CatchProps, state: CatchState) {
    return place === state.place ? null : { caught: null, place };
  }

  override render() {
    const { caught } = this.state;
    return caught === null ? this.props.children : <Crashed fault={caught.fault} />;
  }
}

export function Boundary({ children }: { children: ReactNode }) {
  return <Catch place={useLocation().key}>{children}</Catch>;
}
