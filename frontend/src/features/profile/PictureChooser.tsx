/** The picture on a profile: choose one, cut it square, or leave the initials. */
import { lazy, Suspense, useRef, useState } from "react";

import { profileText as t } from "../../text/profile";
import { Button } from "../../ui/Button";
import { Face } from "../../ui/Face";
import { AlertIcon, ImageIcon } from "../../ui/icons";
import type { PictureFault } from "./picture";
import { openPicture } from "./picture";

// Few people cut a picture: the cutter comes when somebody does.
const CropDialog = lazy(() => import("./CropDialog"));

export interface PictureChooserProps {
  userId: string;
  name: string;
  /** What would be shown now: an address, a data URL or null. */
  picture: string | null;
  hasPicture: boolean;
  onChoose: (dataUrl: string) => void;
}

export function PictureChooser(props: PictureChooserProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [cutting, setCutting] = useState<string | null>(null);
  const [fault, setFault] = useState<PictureFault | null>(null);

  async function take(files: FileList | null) {
    const file = files?.[0];
    if (file === undefined) return;
    const opened = await openPicture(file);
    const readable = typeof opened !== "string";
    setFault(readable ? null : opened);
    setCutting(readable ? opened.url : null);
  }

  function close() {
    if (cutting !== null) URL.revokeObjectURL(cutting);
    setCutting(null);
  }

  return (
    <div className="flex items-center gap-4">
      <Face
        id={props.userId}
        name={props.name}
        avatar={props.picture}
        size="clamp(4.5rem, 24vw, 6rem)"
        className="lg:hidden"
      />
      <div className="grid min-w-0 justify-items-start gap-1.5">
        <input
          ref={chooser}
          type="file"
          accept="image/png,image/jpeg,image/webp,image/*"
          hidden
          onChange={(event) => {
            void take(event.target.files);
            event.target.value = "";
          }}
        />
        <Button kind="soft" icon={<ImageIcon />} onPress={() => chooser.current?.click()}>
          {props.hasPicture ? t.change : t.choose}
        </Button>
        {fault === null ? (
          <p className="text-small text-subtle">{t.optional}</p>
        ) : (
          <p role="alert" className="flex gap-1.5 text-small font-medium text-danger-text">
            <AlertIcon size="s" className="mt-0.5" />
            {faultText(fault)}
          </p>
        )}
      </div>
      {cutting !== null && (
        <Suspense>
          <CropDialog
            url={cutting}
            onClose={close}
            onCut={(dataUrl) => {
              props.onChoose(dataUrl);
              close();
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

function faultText(fault: PictureFault): string {
  return { too_big: t.tooBig, unreadable: t.notAPicture }[fault];
}
