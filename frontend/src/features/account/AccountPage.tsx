/** How one signs in, and where one is signed in now. */
import { paths } from "../../paths";
import { useUser } from "../../state/session";
import { accountText as t } from "../../text/account";
import { ButtonLink } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { SessionsSection } from "./SessionsSection";

const LABEL = "text-small font-semibold";

export function AccountPage() {
  const { email } = useUser();
  return (
    <ColumnPage title={t.title}>
      <dl className="grid gap-5">
        <div>
          <dt className={LABEL}>{t.email}</dt>
          <dd className="wrap-anywhere">{email}</dd>
        </div>
        <div>
          <dt className={LABEL}>{t.password}</dt>
          <dd className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1">
            <ButtonLink to={paths.forgot} state={{ email }}>
              {t.changePassword}
            </ButtonLink>
            <span className="text-small text-subtle">{t.passwordHint}</span>
          </dd>
        </div>
      </dl>
      <SessionsSection />
    </ColumnPage>
  );
}
