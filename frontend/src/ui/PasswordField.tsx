/** A password field with a switch that shows what was typed. */
import { useState } from "react";

import { EyeIcon, EyeOffIcon } from "./icons";
import { IconButton } from "./IconButton";
import type { TextFieldProps } from "./TextField";
import { TextField } from "./TextField";

export interface PasswordFieldProps extends Omit<TextFieldProps, "type" | "after" | "rows"> {
  showText: string;
  hideText: string;
}

export function PasswordField({ showText, hideText, ...rest }: PasswordFieldProps) {
  const [shown, setShown] = useState(false);
  return (
    <TextField
      {...rest}
      type={shown ? "text" : "password"}
      spellCheck="false"
      after={
        <IconButton
          className="-me-3"
          label={shown ? hideText : showText}
          icon={shown ? <EyeOffIcon /> : <EyeIcon />}
          onPress={() => setShown(!shown)}
        />
      }
    />
  );
}
