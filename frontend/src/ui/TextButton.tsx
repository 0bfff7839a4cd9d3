/** A button that reads as a link in a line of text. */
import type { ReactNode } from "react";
import type { ButtonProps } from "react-aria-components/Button";
import { Button } from "react-aria-components/Button";

export interface TextButtonProps extends Omit<ButtonProps, "className" | "children" | "style"> {
  children: ReactNode;
}

export function TextButton({ children, ...rest }: TextButtonProps) {
  return (
    <Button
      {...rest}
      className="link inline-flex min-h-11 cursor-pointer items-center rounded-chip disabled:opacity-55"
    >
      {children}
    </Button>
  );
}
