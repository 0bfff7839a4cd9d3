/** The first page: what this is, a way in by link, a way to an account. Drawn once, at build time. */
import { paths } from "../paths";
import type { StillWords } from "../text/still";
import { ButtonLink } from "../ui/Button";
import { PageShell } from "../ui/PageShell";
import { Gathering } from "./Gathering";
import { JoinByLink } from "./JoinByLink";

type Words = StillWords["landingText"];

export function LandingPage({ t }: { t: Words }) {
  return (
    <PageShell actions={<Doors t={t} />} mainClassName="grid grid-rows-[1fr_auto]">
      <div className="wrap grid grid-cols-[minmax(0,1fr)] items-center gap-6 pt-4 lg:grid-cols-[minmax(0,1.05fr)_minmax(0,1fr)] lg:gap-8 lg:pt-6">
        <div className="lg:pb-12">
          <h1 className="mb-4 text-display">
            {t.headline[0]} <br />
            {t.headline[1]}
          </h1>
          <p className="mb-6 max-w-[34ch] text-lead text-pretty text-muted">{t.lead}</p>
          <JoinByLink t={t} />
          <p className="peer-data-wrong:lg:invisible mt-3 flex flex-wrap items-center gap-x-5 text-ui text-muted md:mt-4">
            <span>{t.after}</span>
            <a href={paths.register} className="link inline-flex min-h-11 items-center md:hidden">
              {t.createAccount}
            </a>
          </p>
          <noscript>
            <p className="mt-3 text-ui text-muted">{t.noScript}</p>
          </noscript>
        </div>
        <Gathering />
      </div>
      <Facts t={t} />
    </PageShell>
  );
}

function Doors({ t }: { t: Words }) {
  return (
    <>
      <ButtonLink to={paths.signIn} kind="plain">
        {t.signIn}
      </ButtonLink>
      <ButtonLink to={paths.register} kind="soft" className="max-md:hidden">
        {t.createAccount}
      </ButtonLink>
    </>
  );
}

/** Lies over the lowest faces, like the edge of a table. */
function Facts({ t }: { t: Words }) {
  return (
    <section className="relative rounded-t-card bg-surface-1 pb-[env(safe-area-inset-bottom)] shadow-e1">
      <div className="wrap grid gap-x-10 gap-y-5 py-6 md:grid-cols-3 lg:py-8">
        {t.facts.map((fact) => (
          <div key={fact.title}>
            <h2 className="mb-1 text-ui font-semibold">{fact.title}</h2>
            <p className="max-w-[38ch] text-small text-pretty text-muted">{fact.text}</p>
          </div>
        ))}
      </div>
    </section>
  );
}
