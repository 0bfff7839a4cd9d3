/** A button, and a link that looks like one. */
import { announce } from "@react-aria/live-announcer";
import { clsx } from "clsx";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { useEffect } from "react";
import type { LinkProps } from "react-router";
import { Link } from "react-router";

import type { ButtonKind, ButtonSize } from "./buttonLook";
import { buttonLook } from "./buttonLook";
import { ArcsIcon } from "./icons";

export interface ButtonProps extends Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  "onClick" | "disabled"
> {
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: ReactNode;
  /** While true the button keeps its focus and does nothing; `busyText` stands in its place. */
  busy?: boolean;
  busyText?: string;
  isDisabled?: boolean;
  onPress?: () => void;
  ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const {
    kind,
    size,
    icon,
    busy = false,
    busyText,
    children,
    isDisabled,
    onPress,
    ...rest
  } = props;
  useEffect(() => {
    if (busy && busyText !== undefined) announce(busyText, "polite");
  }, [busy, busyText]);
  return (
    <button
      {...rest}
      type={busy ? "button" : (rest.type ?? "button")}
      disabled={isDisabled}
      aria-disabled={busy || undefined}
      onClick={busy ? undefined : () => onPress?.()}
      className={clsx(buttonLook(kind, size), rest.className)}
    >
      {busy ? <ArcsIcon /> : icon}
      {busy && busyText !== undefined ? busyText : children}
    </button>
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
