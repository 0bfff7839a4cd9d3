/** The seat one is taking, as the others will see it: beside the form where there is room. */
import { Face } from "../../ui/Face";

export interface SeatPreviewProps {
  userId: string;
  picture: string | null;
  name: string;
  bio: string;
}

/** A picture of the fields: hidden from assistive technology, which reads the fields. */
export function SeatPreview({ userId, picture, name, bio }: SeatPreviewProps) {
  return (
    <div aria-hidden="true" className="absolute inset-0 -z-10 overflow-hidden max-lg:hidden">
      <div className="wrap grid h-dvh max-h-[60rem] grid-cols-[30rem_minmax(0,1fr)] items-center gap-16">
        <div className="lit col-start-2 grid justify-items-center gap-6 py-24 text-center">
          <Face id={userId} name={name} avatar={picture} size="min(20rem, 42vh)" />
          <div className="min-h-24 max-w-full">
            <p className="min-h-[2.375rem] truncate text-title">{name}</p>
            <p className="mx-auto mt-2 line-clamp-3 max-w-[36ch] text-muted">{bio}</p>
          </div>
        </div>
      </div>
    </div>
  );
}
