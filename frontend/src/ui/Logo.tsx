/** The mark (an open ring that speaks: a G) and the drawn word beside it. */
import { clsx } from "clsx";
import { Link } from "react-router";

export function Mark({ className }: { className?: string }) {
  return (
    <svg
      className={clsx("fill-none", className)}
      viewBox="0 0 32 32"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path
        stroke="currentColor"
        strokeWidth="var(--mark-ring, 3.6)"
        d="M24.7 6.7A12.7 12.7 0 1 0 26.4 23.3"
      />
      <path
        stroke="var(--mark-bars, var(--accent-edge))"
        strokeWidth="var(--mark-ring, 3.4)"
        d="M16.2 14.8v3.4M22 12.5v8M27.8 14.2v4.6"
      />
    </svg>
  );
}

function Word({ className }: { className?: string }) {
  return (
    <svg
      className={clsx("fill-none stroke-current", className)}
      viewBox="0 0 117 35"
      strokeWidth="3.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M19.3 8.7A10 10 0 1 0 22 16.5H14.5" />
      <path d="M27.5 19.5h12.6A6.4 6.4 0 1 0 38 24.3" />
      <path d="M47 7.5v14.7c0 2.5 1.3 3.8 3.6 3.8h1M43.5 13.3h8" />
      <path d="M58 5.5V26M58 19a5.4 5.4 0 0 1 10.8 0v7" />
      <circle cx="80.5" cy="19.5" r="6.5" />
      <path d="M92.5 13v13M92.5 19c0-3.9 2.2-6 6-6" />
      <path d="M103 13l5.7 12.4M114.5 13l-7.3 16.3c-.9 2-2 2.9-4 2.9h-.8" />
    </svg>
  );
}

/** The way home, in the header of every page. */
export function Logo({ to = "/" }: { to?: string }) {
  return (
    <Link
      to={to}
      aria-label="Gethory"
      className="inline-flex min-h-11 min-w-11 items-center gap-[0.55rem] rounded-field text-text"
    >
      <Mark className="size-[30px]" />
      <Word className="mt-[3px] h-[25px] w-auto max-xs:hidden" />
    </Link>
  );
}
