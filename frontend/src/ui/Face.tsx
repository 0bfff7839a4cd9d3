/** A person's face: the picture or the initials, and what sound does round it. */
import { clsx } from "clsx";
import type { CSSProperties, ReactNode } from "react";
import { useState } from "react";

import { Bars } from "./Bars";
import { faceLook, hasPicture, initials } from "./faceLook";

type Variables = Readonly<Record<`--${string}`, string | number>>;

export interface FaceProps {
  /** The user's id: it decides the colours. */
  id: string;
  name: string | null;
  avatar?: string | null | undefined;
  /** The diameter, any CSS length. Leave out where the style sheet says it (`--a`). */
  size?: string;
  /** Ring and bars: this person is heard now. */
  speaking?: boolean;
  /** Grey with turning arcs: the connection to this person is being made again. */
  away?: boolean;
  /** A glyph in the place of the microphone, e.g. `<MutedBadge />`. */
  badge?: ReactNode;
  className?: string;
  style?: CSSProperties | Variables;
}

/** Without a name for assistive technology: whoever shows a face writes the name beside it. */
export function Face({ id, name, avatar, size, speaking, away, badge, ...rest }: FaceProps) {
  const look = faceLook(id);
  const sign = speaking ? <Bars size="calc(var(--a) * 0.235)" /> : badge;
  const drawn: Variables = {
    "--h": look.hue,
    "--dir": `${look.direction}deg`,
    "--px": look.disc[0],
    "--py": look.disc[1],
    ...(size === undefined ? {} : { "--a": size }),
  };
  return (
    <span
      className={clsx("face", sign && "face-cut", away && "face-away", rest.className)}
      style={{ ...drawn, ...rest.style }}
      aria-hidden="true"
    >
      <Picture key={avatar} avatar={avatar} name={name} />
      {speaking && <SpeakingOrbit />}
      {away && !speaking && <AwayOrbit />}
      {sign && <span className="face-badge">{sign}</span>}
    </span>
  );
}

function Picture({ avatar, name }: Pick<FaceProps, "avatar" | "name">) {
  const [broken, setBroken] = useState(false);
  return (
    <span className="face-pic">
      {hasPicture(avatar) && !broken ? (
        <img src={avatar} alt="" draggable={false} onError={() => setBroken(true)} />
      ) : (
        <b data-initials={initials(name ?? "")} />
      )}
    </span>
  );
}

/** Two rings, open by 66 and 58 degrees where the bars stand. */
function SpeakingOrbit() {
  return (
    <svg className="face-orbit face-orbit-speaking" viewBox="0 0 120 120" aria-hidden="true">
      <circle
        className="inner"
        cx="60"
        cy="60"
        r="52.5"
        pathLength="360"
        strokeDasharray="294 66"
        strokeDashoffset="-78"
      />
      <circle
        className="outer"
        cx="60"
        cy="60"
        r="59.5"
        pathLength="360"
        strokeDasharray="302 58"
        strokeDashoffset="-74"
      />
    </svg>
  );
}

function AwayOrbit() {
  return (
    <svg className="face-orbit" viewBox="0 0 120 120" aria-hidden="true">
      <circle
        className="turning"
        cx="60"
        cy="60"
        r="53.5"
        pathLength="360"
        strokeDasharray="66 54"
      />
    </svg>
  );
}
