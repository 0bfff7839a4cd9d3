/** The parts of every menu: the sheet it stands on, a line of it, a choice between a few lines. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Header } from "react-aria-components/Header";
import { MenuItem, type MenuItemProps, MenuSection } from "react-aria-components/Menu";
import { Popover, type PopoverProps } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";

import { CheckIcon } from "./icons";

const LINE =
  "flex min-h-11 cursor-pointer items-center gap-3 rounded-field px-3 text-ui outline-none focus:bg-fill focus-visible:outline-2 focus-visible:-outline-offset-2 focus-visible:outline-focus";

interface MenuSheetProps extends Omit<PopoverProps, "className" | "children"> {
  className?: string;
  children: ReactNode;
}

export function MenuSheet({ className, ...rest }: MenuSheetProps) {
  return (
    <Popover
      {...rest}
      className={clsx(
        "w-64 overflow-y-auto rounded-tile bg-surface-2 p-1.5 shadow-e2 entering:fade-in forced-colors:border",
        className,
      )}
    />
  );
}

interface MenuLineProps extends Omit<MenuItemProps, "className" | "children"> {
  icon?: ReactNode;
  children: ReactNode;
}

export function MenuLine({ icon, children, ...rest }: MenuLineProps) {
  return (
    <MenuItem {...rest} className={LINE} textValue={typeof children === "string" ? children : ""}>
      {icon !== undefined && <span className="text-muted">{icon}</span>}
      {children}
    </MenuItem>
  );
}

export function MenuRule() {
  return <Separator className="mx-3 my-1.5 h-px bg-line" />;
}

interface Option<V extends string> {
  readonly value: V;
  readonly text: string;
}

export interface MenuChoiceProps<V extends string> {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
}

export function MenuChoice<V extends string>(props: MenuChoiceProps<V>) {
  const { label, value, options, onChange } = props;
  // Two choices of one menu may have the same values.
  const keyOf = (one: string) => `${label}=${one}`;
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[keyOf(value)]}
      onSelectionChange={(keys) => {
        const chosen = options.find((one) => keys !== "all" && keys.has(keyOf(one.value)));
        if (chosen !== undefined && chosen.value !== value) onChange(chosen.value);
      }}
      shouldCloseOnSelect={false}
    >
      <Header className="px-3 pt-1.5 pb-1 text-small text-subtle">{label}</Header>
      {options.map((one) => (
        <MenuItem key={one.value} id={keyOf(one.value)} className={LINE} textValue={one.text}>
          {({ isSelected }) => (
            <>
              <span className="min-w-0 flex-1 truncate">{one.text}</span>
              {isSelected && <CheckIcon />}
            </>
          )}
        </MenuItem>
      ))}
    </MenuSection>
  );
}
