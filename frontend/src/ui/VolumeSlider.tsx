/** How loud one person is, for me only: 0 to 100 %, by pointer or by arrow keys. */
import { Label } from "react-aria-components/Label";
import { Slider, SliderOutput, SliderThumb, SliderTrack } from "react-aria-components/Slider";

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
    <Slider
      aria-label={name}
      value={percent}
      onChange={(value) => onChange(value / 100)}
      step={5}
      className="grid grid-cols-[1fr_auto] items-center gap-x-4"
    >
      <Label className="text-ui font-semibold">{label}</Label>
      <SliderOutput className="num text-small text-muted">{`${percent} %`}</SliderOutput>
      <SliderTrack className="relative col-span-2 flex h-11 items-center">
        <span className="h-1.5 w-full rounded-full bg-surface-3 forced-colors:border" />
        <span
          className="absolute start-0 h-1.5 rounded-full bg-text forced-colors:bg-[Highlight]"
          style={{ inlineSize: `${percent}%` }}
        />
        <SliderThumb className="top-1/2 size-6 rounded-full border-2 border-surface-2 bg-text focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-focus" />
      </SliderTrack>
    </Slider>
  );
}
