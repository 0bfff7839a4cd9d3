/** The icons: one family, drawn for us on a 24 grid, stroke 1.75, never filled. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

export interface IconProps {
  /** 16, 20 (default), 24 or 28 pixels. */
  size?: "s" | "m" | "l" | "xl";
  className?: string;
}

const SIZES = { s: "size-4", m: "size-5", l: "size-6", xl: "size-7" } as const;

function drawn(paths: ReactNode, mirrored = false) {
  return function Icon({ size = "m", className }: IconProps) {
    return (
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className={clsx(
          "flex-none fill-none stroke-current stroke-[1.75]",
          SIZES[size],
          mirrored && "flip",
          className,
        )}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {paths}
      </svg>
    );
  };
}

/** The slash of everything that is off; the one part with its own colour. */
const slash = <path d="M4 3.5l16 17" className="stroke-danger-text forced-colors:stroke-current" />;

export const MicIcon = drawn(
  <>
    <rect x="9" y="2.8" width="6" height="11.4" rx="3" />
    <path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />
  </>,
);
export const MicOffIcon = drawn(
  <>
    <path d="M9 7.2V5.8a3 3 0 0 1 6 0v5.4c0 .5-.1 1-.3 1.4M12.6 14.1A3 3 0 0 1 9 11.3V10M5.5 11.5a6.5 6.5 0 0 0 10 5.5M18.5 11.5a6.5 6.5 0 0 1-.6 2.6M12 18v3" />
    {slash}
  </>,
);
export const MicAlertIcon = drawn(
  <>
    <rect x="7.5" y="2.8" width="6" height="11.4" rx="3" />
    <path d="M4 11.5a6.5 6.5 0 0 0 13 0M10.5 18v3M19.8 5v5M19.8 13.5h.01" />
  </>,
);
export const SpeakerIcon = drawn(
  <path d="M4.5 9.8v4.4h3L12 18.2V5.8L7.5 9.8ZM15.5 9.2a4 4 0 0 1 0 5.6M18.2 6.5a7.8 7.8 0 0 1 0 11" />,
);
export const SpeakerOffIcon = drawn(
  <path d="M4.5 9.8v4.4h3L12 18.2V5.8L7.5 9.8ZM16 9.5l5 5M21 9.5l-5 5" />,
);
export const GlobeIcon = drawn(
  <>
    <circle cx="12" cy="12" r="8.8" />
    <path d="M3.4 12h17.2M12 3.2c2.6 2.5 3.8 5.4 3.8 8.8s-1.2 6.3-3.8 8.8c-2.6-2.5-3.8-5.4-3.8-8.8S9.4 5.7 12 3.2Z" />
  </>,
);
export const LockIcon = drawn(
  <>
    <rect x="5" y="10.5" width="14" height="10" rx="3" />
    <path d="M8.2 10.5V7.6a3.8 3.8 0 0 1 7.6 0v2.9" />
  </>,
);
export const GroupIcon = drawn(
  <>
    <circle cx="12" cy="6.6" r="2.9" />
    <circle cx="6.2" cy="16.6" r="2.9" />
    <circle cx="17.8" cy="16.6" r="2.9" />
  </>,
);
export const PeopleIcon = drawn(
  <>
    <circle cx="9" cy="8.2" r="3.4" />
    <path d="M2.8 19.5a6.2 6.2 0 0 1 12.4 0M15.5 5.2a3.2 3.2 0 0 1 0 6M17.6 14.4a6 6 0 0 1 3.6 5.1" />
  </>,
);
export const CrownIcon = drawn(<path d="M4 8.2 8 12l4-6.5 4 6.5 4-3.8-1.6 9.3H5.6Z" />);
export const LinkIcon = drawn(
  <path d="M10 14.2a4 4 0 0 0 5.8.3l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 9.8a4 4 0 0 0-5.8-.3l-3 3a4 4 0 0 0 5.7 5.7l1-1" />,
);
export const ShareIcon = drawn(
  <path d="M12 14.5V3.8M8.3 7.2 12 3.5l3.7 3.7M7.5 11.2H7a2.2 2.2 0 0 0-2.2 2.2v4.9A2.2 2.2 0 0 0 7 20.5h10a2.2 2.2 0 0 0 2.2-2.2v-4.9a2.2 2.2 0 0 0-2.2-2.2h-.5" />,
);
export const MoreIcon = drawn(
  <path d="M5.5 12h.01M12 12h.01M18.5 12h.01" className="stroke-[2.75]" />,
);
export const SearchIcon = drawn(
  <>
    <circle cx="10.8" cy="10.8" r="6.6" />
    <path d="m15.8 15.8 4.4 4.4" />
  </>,
);
export const PlusIcon = drawn(<path d="M12 5v14M5 12h14" />);
export const MinusIcon = drawn(<path d="M5 12h14" />);
export const CloseIcon = drawn(<path d="m6 6 12 12M18 6 6 18" />);
export const CheckIcon = drawn(<path d="m5 12.8 4.5 4.5L19 7" />);
export const BackIcon = drawn(<path d="M14.5 5.5 8 12l6.5 6.5" />, true);
export const DownIcon = drawn(<path d="m6.5 9.5 5.5 5.5 5.5-5.5" />);
export const HeadphonesIcon = drawn(
  <path d="M4.2 16.5V12a7.8 7.8 0 0 1 15.6 0v4.5M4.2 14.2h1.6a2 2 0 0 1 2 2v2a2 2 0 0 1-2 2h-.2a1.4 1.4 0 0 1-1.4-1.4ZM19.8 14.2h-1.6a2 2 0 0 0-2 2v2a2 2 0 0 0 2 2h.2a1.4 1.4 0 0 0 1.4-1.4Z" />,
);
export const HeadphonesOffIcon = drawn(
  <>
    <path d="M4.2 16.5V12c0-1.9.7-3.7 1.9-5.1M9 4.8a7.8 7.8 0 0 1 10.8 7.2v3M4.2 14.2h1.6a2 2 0 0 1 2 2v2a2 2 0 0 1-2 2h-.2a1.4 1.4 0 0 1-1.4-1.4ZM16.2 18.2a2 2 0 0 0 2 2h.2" />
    {slash}
  </>,
);
export const SlidersIcon = drawn(
  <>
    <path d="M4 7.5h7M17 7.5h3M4 16.5h3M13 16.5h7" />
    <circle cx="14" cy="7.5" r="2.7" />
    <circle cx="10" cy="16.5" r="2.7" />
  </>,
);
export const KeyboardIcon = drawn(
  <>
    <rect x="2.8" y="6" width="18.4" height="12.5" rx="3" />
    <path d="M6.6 10h.01M10.2 10h.01M13.8 10h.01M17.4 10h.01M8.5 14.6h7" />
  </>,
);
export const LeaveIcon = drawn(
  <path d="M13.5 4.2H7.2A2.2 2.2 0 0 0 5 6.4v11.2a2.2 2.2 0 0 0 2.2 2.2h6.3M10.5 12H20M16.5 8.3 20.2 12l-3.7 3.7" />,
  true,
);
export const EyeIcon = drawn(
  <>
    <path d="M2.8 12c2-4 5.2-6 9.2-6s7.2 2 9.2 6c-2 4-5.2 6-9.2 6s-7.2-2-9.2-6Z" />
    <circle cx="12" cy="12" r="2.8" />
  </>,
);
export const EyeOffIcon = drawn(
  <path d="M9.8 6.3c.7-.2 1.4-.3 2.2-.3 4 0 7.2 2 9.2 6-.7 1.4-1.5 2.5-2.5 3.4M6.2 7.5A12 12 0 0 0 2.8 12c2 4 5.2 6 9.2 6 1.9 0 3.6-.4 5-1.3M9.9 10.2a2.8 2.8 0 0 0 3.9 3.9M4 3.5l16 17" />,
);
export const PencilIcon = drawn(
  <path d="m4.8 19.2.9-4.1L15.8 5a2.1 2.1 0 0 1 3.1 0l.1.1a2.1 2.1 0 0 1 0 3.1L8.9 18.3ZM13.8 7l3.2 3.2" />,
);
export const KeyIcon = drawn(
  <>
    <circle cx="8.2" cy="15.8" r="4.4" />
    <path d="m11.4 12.6 8.1-8.1M16 8l3 3" />
  </>,
);
export const ComputerIcon = drawn(
  <>
    <rect x="3.5" y="4.5" width="17" height="11.5" rx="3" />
    <path d="M12 16v3.5M8.5 19.5h7" />
  </>,
);
export const PhoneIcon = drawn(
  <>
    <rect x="7" y="2.8" width="10" height="18.4" rx="3" />
    <path d="M11 17.8h2" />
  </>,
);
export const ImageIcon = drawn(
  <>
    <rect x="3.5" y="4.5" width="17" height="15" rx="3.5" />
    <circle cx="9" cy="10" r="1.7" />
    <path d="m4.5 17 4.3-3.6 3 2.3 4-4.2 4 4" />
  </>,
);
export const AlertIcon = drawn(
  <path d="M10.3 4.7 3.2 17a2 2 0 0 0 1.7 3h14.2a2 2 0 0 0 1.7-3L13.7 4.7a2 2 0 0 0-3.4 0ZM12 9.5v4M12 16.6h.01" />,
);
export const InfoIcon = drawn(
  <>
    <circle cx="12" cy="12" r="8.8" />
    <path d="M12 11.2v5M12 7.9h.01" />
  </>,
);
export const SignalIcon = drawn(<path d="M5 19v-3M10 19v-6.5M15 19V8.5M20 19V5" />);
export const ArcsIcon = drawn(
  <circle cx="12" cy="12" r="8" pathLength="360" strokeDasharray="66 54" className="turning" />,
);
