/** A link to a new password that was used, is too old, or is not the newest. */
import { paths } from "../../paths";
import { authText } from "../../text/auth";
import { ButtonLink } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { WayBack } from "./WayBack";

const t = authText.oldLink;

export function OldLink() {
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
        <ButtonLink to={paths.forgot} kind="primary" size="big">
          {t.again}
        </ButtonLink>
        <WayBack />
      </div>
    </ColumnPage>
  );
}
