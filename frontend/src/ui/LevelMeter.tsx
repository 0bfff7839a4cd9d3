/** How loud it is, as a row of lights; the level arrives from outside React. */
import "./voice.css";
import { useEffect, useRef } from "react";

import { cssVars } from "./cssVars";

const STEPS = 22;
/** Assistive technology asks for the value; more than two changes a second help nobody. */
const SPOKEN_EVERY_MS = 500;

export interface LevelMeterProps {
  label: string;
  /** Calls back with 0 to 1 about ten times a second; returns how to stop. */
  subscribe: (listener: (level: number) => void) => () => void;
}

export function LevelMeter({ label, subscribe }: LevelMeterProps) {
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let spokenAt = 0;
    return subscribe((level) => {
      meter.current?.style.setProperty("--level", level.toFixed(2));
      const now = performance.now();
      if (now - spokenAt < SPOKEN_EVERY_MS) return;
      spokenAt = now;
      meter.current?.setAttribute("aria-valuenow", String(Math.round(level * 100)));
    });
  }, [subscribe]);
  return (
    <div
      ref={meter}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- <meter> cannot show lights
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
      className="level-meter"
      style={cssVars({ "--steps": STEPS })}
    >
      {Array.from({ length: STEPS }, (_, step) => (
        <i key={step} style={cssVars({ "--i": step })} />
      ))}
    </div>
  );
}
