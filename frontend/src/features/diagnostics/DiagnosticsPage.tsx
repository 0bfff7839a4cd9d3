/** What is wrong with calls from here: each part tried alone, for anybody. */
import { paths } from "../../paths";
import { diagnosticsText as t, relayText } from "../../text/diagnostics";
import { Button, ButtonLink } from "../../ui/Button";
import { ColumnPage } from "../../ui/ColumnPage";
import { CallLogSection } from "./CallLogSection";
import { CheckRow } from "./CheckRow";
import { MicrophoneRow } from "./MicrophoneRow";
import { SpeakerRow } from "./SpeakerRow";
import { NETWORK_CHECKS, useNetworkChecks } from "./useNetworkChecks";

const LIST = "mt-3 rounded-card bg-surface-1 px-4 py-2 shadow-e1 sm:px-6";

/** And back here. */
const SIGN_IN = `${paths.signIn}?${new URLSearchParams({ to: paths.diagnostics }).toString()}`;

export function DiagnosticsPage() {
  const { findings, running, again } = useNetworkChecks();
  return (
    <ColumnPage title={t.title} lead={t.lead} backdrop={false}>
      <section>
        <h2 className="text-h2">{t.devices}</h2>
        <ul className={LIST}>
          <MicrophoneRow />
          <SpeakerRow />
        </ul>
      </section>
      <section className="mt-8">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-h2">{t.network}</h2>
          <Button busy={running} busyText={t.running} onPress={again}>
            {t.again}
          </Button>
        </div>
        <ul className={LIST}>
          {NETWORK_CHECKS.map((name) => (
            <CheckRow key={name} name={name} finding={findings[name]} />
          ))}
        </ul>
        {findings.udp === relayText.withheld && (
          <ButtonLink to={SIGN_IN} className="mt-4">
            {t.signIn}
          </ButtonLink>
        )}
      </section>
      <CallLogSection findings={findings} />
    </ColumnPage>
  );
}
