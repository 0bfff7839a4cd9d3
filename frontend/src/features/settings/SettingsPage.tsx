/** The settings as a page of their own, with the ways to profile and account. */
import { paths } from "../../paths";
import { settingsText as t } from "../../text/settings";
import { ButtonLink } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { KeyIcon, PencilIcon } from "../../ui/icons";
import { Preferred } from "./Preferred";
import { Section } from "./Section";

export function SettingsPage() {
  return (
    <ColumnPage title={t.title} lead={t.lead}>
      <Preferred />
      <Section title={t.account}>
        <div className="flex flex-wrap gap-2">
          <ButtonLink to={paths.profile} icon={<PencilIcon />}>
            {t.profile}
          </ButtonLink>
          <ButtonLink to={paths.account} icon={<KeyIcon />}>
            {t.signIn}
          </ButtonLink>
        </div>
      </Section>
    </ColumnPage>
  );
}
