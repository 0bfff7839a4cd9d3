/** Draws the pages that stand still. Runs while the client is built, never in a browser. */
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { StaticRouter } from "react-router";

import { paths } from "../paths";
import { type StillWords, stillWords } from "../text/still";
import { FrameContext, PageShell } from "../ui/PageShell";
import { LandingPage } from "./LandingPage";
import { OfflinePage } from "./OfflinePage";

function markup(page: ReactNode, skipText: string): string {
  const frame = { account: null, homePath: paths.landing, skipText };
  return renderToStaticMarkup(
    <StaticRouter location={paths.landing}>
      <FrameContext value={frame}>{page}</FrameContext>
    </StaticRouter>,
  );
}

/** What is drawn of the pages in one language. */
export interface Drawn {
  /** The markup of each page, by the name of its HTML file. */
  readonly pages: Readonly<Record<string, string>>;
  readonly description: string;
  /** Of the browser's tab, by page. */
  readonly titles: Readonly<Record<string, string>>;
}

export function draw(language: string): Drawn {
  const { frameText, landingText }: StillWords = stillWords(language);
  const { skip, offline } = frameText;
  return {
    pages: {
      landing: markup(<LandingPage t={landingText} />, skip),
      offline: markup(<OfflinePage words={frameText} />, skip),
      // What stands there until the first script has run: the frame that the page will have.
      index: markup(<PageShell>{null}</PageShell>, skip),
    },
    description: landingText.description,
    titles: { landing: "Gethory", offline: `${offline.title} · Gethory` },
  };
}
