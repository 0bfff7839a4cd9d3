/** An address that leads nowhere. */
import { useContext } from "react";

import { frameText } from "../text/frame";
import { ButtonLink } from "../ui/Button";
import { ColumnPage } from "../ui/ColumnPage";
import { FrameContext } from "../ui/PageShell";

const t = frameText.notFound;

export function NotFound() {
  const { homePath } = useContext(FrameContext);
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <ButtonLink to={homePath} kind="primary" size="big">
        {t.home}
      </ButtonLink>
    </ColumnPage>
  );
}
