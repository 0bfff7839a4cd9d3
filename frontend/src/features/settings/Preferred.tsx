/** What one person prefers, part by part: sound, calls, keys, looks. */
import { MOTION_WISHES, useMotionWish, wishMotion } from "../../state/motion";
import { TOLD_WISHES, usePrefer, usePreferences } from "../../state/preferences";
import { askForShortcut } from "../../state/shortcuts";
import { THEME_WISHES, useThemeWish, wishTheme } from "../../state/theme";
import { frameText } from "../../text/frame";
import { settingsText as t } from "../../text/settings";
import { Button } from "../../ui/Button";
import { KeyboardIcon } from "../../ui/icons";
import { Segments } from "../../ui/Segments";
import { SwitchRow } from "../../ui/SwitchRow";
import { AudioSection } from "./AudioSection";
import { LanguageChoice } from "./LanguageChoice";
import { Section } from "./Section";

export function Preferred() {
  return (
    <>
      <AudioSection />
      <CallSection />
      <KeyboardSection />
      <p className="mt-6 text-small text-pretty text-subtle">{t.kept}</p>
      <AppearanceSection />
    </>
  );
}

function CallSection() {
  const { sounds, staysAwake, mutedHint, skipsDoor, told } = usePreferences();
  const prefer = usePrefer();
  return (
    <Section title={t.call}>
      <SwitchRow
        label={t.sounds}
        hint={t.soundsHint}
        on={sounds}
        onChange={(on) => prefer({ sounds: on })}
      />
      <SwitchRow
        label={t.awake}
        hint={t.awakeHint}
        on={staysAwake}
        onChange={(on) => prefer({ staysAwake: on })}
      />
      <SwitchRow label={t.muted} on={mutedHint} onChange={(on) => prefer({ mutedHint: on })} />
      <SwitchRow
        label={t.skip}
        hint={t.skipHint}
        on={skipsDoor}
        onChange={(on) => prefer({ skipsDoor: on })}
      />
      <div className="mt-3">
        <Segments
          label={t.told}
          value={told}
          options={TOLD_WISHES.map((value) => ({ value, text: t.toldHow[value] }))}
          onChange={(wish) => prefer({ told: wish })}
        />
        <p className="mt-1.5 text-small text-pretty text-muted">{t.toldHint[told]}</p>
      </div>
    </Section>
  );
}

function KeyboardSection() {
  const { singleKeys } = usePreferences();
  const prefer = usePrefer();
  return (
    <Section title={t.keyboard}>
      <SwitchRow
        label={t.single}
        hint={t.singleHint}
        on={singleKeys}
        onChange={(on) => prefer({ singleKeys: on })}
      />
      <Button
        className="mt-2 whitespace-normal!"
        icon={<KeyboardIcon />}
        onPress={() => askForShortcut("help")}
      >
        {t.keys}
      </Button>
    </Section>
  );
}

function AppearanceSection() {
  const theme = useThemeWish();
  const motion = useMotionWish();
  return (
    <Section title={t.looks}>
      <div className="grid gap-4">
        <Segments
          label={t.theme}
          value={theme}
          options={THEME_WISHES.map((value) => ({ value, text: frameText.themes[value] }))}
          onChange={wishTheme}
        />
        <Segments
          label={t.motion}
          value={motion}
          options={MOTION_WISHES.map((value) => ({ value, text: t.motions[value] }))}
          onChange={wishMotion}
        />
        <LanguageChoice />
      </div>
    </Section>
  );
}
