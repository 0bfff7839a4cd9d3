/** A button, and a link that looks like one. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { Button as AriaButton } from "react-aria-components/Button";
import type { LinkProps } from "react-router";
import { Link } from "react-router";

import type { ButtonKind, ButtonSize } from "./buttonLook";
import { buttonLook } from "./buttonLook";
import { ArcsIcon } from "./icons";

export interface ButtonProps extends Omit<AriaButtonProps, "className" | "children" | "style"> {
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: ReactNode;
  /** While true the button keeps its focus and does nothing; `busyText` stands in its place. */
  busy?: boolean;
  busyText?: string;
  className?: string;
  children?: ReactNode;
}

export function Button({ kind, size, icon, busy, busyText, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      isPending={busy ?? false}
      className={clsx(buttonLook(kind, size), rest.className)}
    >
      {busy ? <ArcsIcon /> : icon}
      {busy && busyText !== undefined ? busyText : children}
    </AriaButton>
  );
}

export interface ButtonLinkProps extends LinkProps {
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: ReactNode;
}

export function ButtonLink({ kind, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={clsx(buttonLook(kind, size), className)}>
      {icon}
      {children}
    </Link>
  );
}
