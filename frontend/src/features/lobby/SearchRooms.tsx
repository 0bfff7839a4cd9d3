/** The search over the list of rooms. A plain field: it stands on the first screen of every visit. */
import { useRef } from "react";

import { lobbyText } from "../../text/lobby";
import { CloseIcon, SearchIcon } from "../../ui/icons";

export interface SearchRoomsProps {
  value: string;
  onChange: (search: string) => void;
}

export function SearchRooms({ value, onChange }: SearchRoomsProps) {
  const field = useRef<HTMLInputElement>(null);
  const clear = () => {
    onChange("");
    field.current?.focus();
  };
  return (
    <div className="field-box">
      <SearchIcon className="text-muted" />
      <input
        ref={field}
        type="search"
        aria-label={lobbyText.search}
        placeholder={lobbyText.search}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && onChange("")}
        maxLength={80}
        autoComplete="off"
        enterKeyHint="search"
      />
      {value !== "" && (
        <button
          type="button"
          aria-label={lobbyText.clear}
          onClick={clear}
          className="-me-3 inline-grid size-11 flex-none cursor-pointer place-items-center rounded-full text-muted hover:bg-fill hover:text-text"
        >
          <CloseIcon />
        </button>
      )}
    </div>
  );
}
