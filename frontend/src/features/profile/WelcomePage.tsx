/** The first time: how others see one. The guard leads on to where the person wanted to go. */
import { profileText } from "../../text/profile";
import { ProfileForm } from "./ProfileForm";

const t = profileText.welcome;

export function WelcomePage() {
  return <ProfileForm title={t.title} lead={t.lead} submitText={t.submit} />;
}
