/** Change how others see one. */
import { profileText } from "../../text/profile";
import { ProfileForm } from "./ProfileForm";

const t = profileText.edit;

export function ProfilePage() {
  return <ProfileForm title={t.title} lead={t.lead} submitText={t.submit} savedText={t.saved} />;
}
