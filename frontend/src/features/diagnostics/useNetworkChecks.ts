/** Tries what lies between this page and the others, all at once, as often as one asks. */
import { announce } from "@react-aria/live-announcer";
import { useCallback, useEffect, useState } from "react";

import { greetSocket, useLazyDiagnosisQuery } from "../../api/diagnostics";
import { isRefusal } from "../../api/refusal";
import { useSession } from "../../state/session";
import {
  type CheckName,
  diagnosticsText,
  type Finding,
  pageText,
  serverText,
  socketText,
} from "../../text/diagnostics";
import { type ProbeResult, tryServer } from "../../voice";
import type { Diagnosis } from "../../wire";
import {
  RELAY_KINDS,
  relayFinding,
  relayTrial,
  stunFinding,
  stunTrial,
  type Trial,
} from "./findings";

export const NETWORK_CHECKS = [
  "page",
  "server",
  "socket",
  "stun",
  "udp",
  "tcp",
  "tls",
] as const satisfies readonly CheckName[];

export type Findings = Partial<Record<CheckName, Finding>>;
type Say = (name: CheckName, finding: Finding) => void;

const NOTHING = { turn: 0, findings: {} as Findings };

interface Asked {
  readonly finding: Finding;
  readonly diagnosis: Diagnosis | null;
}

export function useNetworkChecks() {
  const ask = useDiagnosis();
  const known = useSession().status !== "unknown";
  const [turn, setTurn] = useState(1);
  const [shown, setShown] = useState<{ turn: number; findings: Findings }>(NOTHING);
  useEffect(() => {
    if (!known) return;
    let stale = false;
    const heard: Findings = {};
    const say: Say = (name, finding) => {
      if (stale) return;
      heard[name] = finding;
      setShown({ turn, findings: { ...heard } });
    };
    void checkAll(ask, say).then(() => stale || tell(heard));
    return () => void (stale = true);
  }, [ask, known, turn]);
  // What an earlier turn found is true no more.
  const { findings } = shown.turn === turn ? shown : NOTHING;
  const running = NETWORK_CHECKS.some((name) => findings[name] === undefined);
  return { findings, running, again: () => setTurn(turn + 1) };
}

function useDiagnosis(): () => Promise<Asked> {
  const [query] = useLazyDiagnosisQuery();
  return useCallback(async () => {
    const began = performance.now();
    try {
      const { diagnosis } = await query().unwrap();
      return { diagnosis, finding: serverText.good(performance.now() - began) };
    } catch (error) {
      const busy = isRefusal(error) && error.code === "rate_limited";
      return { diagnosis: null, finding: busy ? serverText.busy : serverText.bad };
    }
  }, [query]);
}

async function checkAll(ask: () => Promise<Asked>, say: Say): Promise<void> {
  say("page", globalThis.isSecureContext ? pageText.good : pageText.insecure);
  const socket = greetSocket().then((greeted) =>
    say("socket", greeted ? socketText.good : socketText.bad),
  );
  const { finding, diagnosis } = await ask();
  say("server", finding);
  const stun = tried(stunTrial(diagnosis), false, stunFinding).then((one) => say("stun", one));
  const relays = RELAY_KINDS.map(async (kind) =>
    say(
      kind,
      await tried(relayTrial(diagnosis, kind), true, (result) => relayFinding(result, kind)),
    ),
  );
  await Promise.all([socket, stun, ...relays]);
}

async function tried(
  trial: Trial,
  relay: boolean,
  said: (result: ProbeResult) => Finding,
): Promise<Finding> {
  return "finding" in trial ? trial.finding : said(await tryServer(trial.server, relay));
}

function tell(findings: Findings): void {
  const states = Object.values(findings).map(({ state }) => state);
  const count = (wanted: Finding["state"]) => states.filter((state) => state === wanted).length;
  announce(diagnosticsText.done(count("good"), count("bad")), "polite");
}
