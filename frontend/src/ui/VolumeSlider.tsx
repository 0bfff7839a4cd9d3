/** How loud one person is, for me only: 0 to 100 %, by pointer or by arrow keys. */
import "./volume.css";

import { cssVars } from "./cssVars";

export interface VolumeSliderProps {
  label: string;
  name: string;
  /** 0 to 1. */
  volume: number;
  onChange: (volume: number) => void;
}

export function VolumeSlider({ label, name, volume, onChange }: VolumeSliderProps) {
  const percent = Math.round(volume * 100);
  return (
    <label className="grid grid-cols-[1fr_auto] items-center gap-x-4">
      <span className="text-ui font-semibold">{label}</span>
      <span className="num text-small text-muted">{`${percent} %`}</span>
      <input
        type="range"
        aria-label={name}
        aria-valuetext={`${percent} %`}
        className="volume col-span-2"
        min={0}
        max={100}
        step={5}
        value={percent}
        onChange={({ target }) => onChange(target.valueAsNumber / 100)}
        style={cssVars({ "--volume": `${percent}%` })}
      />
    </label>
  );
}
