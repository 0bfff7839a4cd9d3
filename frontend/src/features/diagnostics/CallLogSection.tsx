/** The log of this browser's calls, to give to whoever helps. */
import { keptCalls } from "../../state/callLog";
import { type CheckName, diagnosticsText as t } from "../../text/diagnostics";
import { Button } from "../../ui/Button";
import { NETWORK_CHECKS, type Findings } from "./useNetworkChecks";

export function CallLogSection({ findings }: { findings: Findings }) {
  const calls = keptCalls();
  return (
    <section className="mt-8">
      <h2 className="text-h2">{t.log}</h2>
      <p className="mt-1 mb-4 text-small text-pretty text-muted">
        {t.logLead} {calls === "" && t.logEmpty}
      </p>
      <Button onPress={() => download(reportOf(findings, calls))}>{t.download}</Button>
    </section>
  );
}

function reportOf(findings: Findings, calls: string): string {
  const verdict = (name: CheckName) => {
    const { state, says } = findings[name] ?? { state: "open", says: "" };
    return `${t.names[name]}: ${t.verdicts[state]}. ${says}`;
  };
  return [
    `Gethory call log, ${new Date().toISOString()}`,
    navigator.userAgent,
    "",
    ...NETWORK_CHECKS.map(verdict),
    "",
    calls === "" ? t.logEmpty : calls,
    "",
  ].join("\n");
}

function download(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = t.file;
  link.click();
  URL.revokeObjectURL(address);
}
