/** The search over the list of rooms. */
import { lobbyText } from "../../text/lobby";
import { IconButton } from "../../ui/IconButton";
import { CloseIcon, SearchIcon } from "../../ui/icons";
import { TextField } from "../../ui/TextField";

export interface SearchRoomsProps {
  value: string;
  onChange: (search: string) => void;
}

export function SearchRooms({ value, onChange }: SearchRoomsProps) {
  return (
    <TextField
      type="search"
      label={lobbyText.search}
      labelAloud
      placeholder={lobbyText.search}
      value={value}
      onChange={onChange}
      onKeyDown={(event) => event.key === "Escape" && onChange("")}
      maxLength={80}
      autoComplete="off"
      enterKeyHint="search"
      before={<SearchIcon className="text-muted" />}
      after={
        value !== "" && (
          <IconButton
            className="-me-3"
            label={lobbyText.clear}
            icon={<CloseIcon />}
            onPress={() => onChange("")}
          />
        )
      }
    />
  );
}
