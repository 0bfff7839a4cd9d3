/** Draws the pages that stand still. Runs while the client is built, never in a browser. */
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router";

import { paths } from "../paths";
import { frameText } from "../text/frame";
import { FrameContext, PageShell } from "../ui/PageShell";
import { LandingPage } from "./LandingPage";
import { OfflinePage } from "./OfflinePage";

const frame = { account: null, homePath: paths.landing, skipText: frameText.skip };

function markup(page: ReactNode): string {
  return renderToStaticMarkup(
    <StaticRouter location={paths.landing}>
      <FrameContext value={frame}>{page}</FrameContext>
    </StaticRouter>,
  );
}

/** The markup of each page, by the name of its HTML file. */
export function draw(): Readonly<Record<string, string>> {
  return {
    landing: markup(<LandingPage />),
    offline: markup(<OfflinePage />),
    // What stands there until the first script has run: the frame that the page will have.
    index: markup(<PageShell>{null}</PageShell>),
  };
}
