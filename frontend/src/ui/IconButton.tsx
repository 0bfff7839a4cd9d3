/** A round button that shows an icon and says its name. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { ButtonProps } from "react-aria-components/Button";
import { Button } from "react-aria-components/Button";

export interface IconButtonProps extends Omit<ButtonProps, "className" | "children" | "style"> {
  label: string;
  icon: ReactNode;
  className?: string;
}

export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  return (
    <Button
      {...rest}
      aria-label={label}
      className={clsx(
        "inline-grid size-11 flex-none place-items-center rounded-full text-muted transition-colors duration-[140ms] hover:bg-fill hover:text-text",
        className,
      )}
    >
      {icon}
    </Button>
  );
}
