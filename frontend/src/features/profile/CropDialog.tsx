/** Cuts a square out of a picture: by finger, mouse, wheel, slider or arrow keys. */
import { useState } from "react";
import Cropper from "react-easy-crop";
import "react-easy-crop/react-easy-crop.css";

import { frameText } from "../../text/frame";
import { profileText } from "../../text/profile";
import { Button } from "../../ui/Button";
import { Dialog, DialogActions } from "../../ui/Dialog";
import { MinusIcon, PlusIcon } from "../../ui/icons";
import type { Square } from "./picture";
import { cutSquare } from "./picture";

const t = profileText.crop;
const ZOOM_MOST = 4;

export interface CropDialogProps {
  url: string;
  onCut: (dataUrl: string) => void;
  onClose: () => void;
}

export default function CropDialog({ url, onCut, onClose }: CropDialogProps) {
  const [crop, setCrop] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [square, setSquare] = useState<Square | null>(null);
  const [busy, setBusy] = useState(false);

  async function use() {
    if (square === null) return;
    setBusy(true);
    onCut(await cutSquare(url, square));
  }

  return (
    <Dialog title={t.title} closeText={frameText.close} isOpen onClose={onClose}>
      <div className="relative min-h-72 flex-1 overflow-hidden rounded-tile bg-canvas lg:h-96 lg:flex-none">
        <Cropper
          image={url}
          crop={crop}
          zoom={zoom}
          maxZoom={ZOOM_MOST}
          aspect={1}
          cropShape="round"
          showGrid={false}
          keyboardStep={8}
          disableAutomaticStylesInjection
          cropperProps={{ "aria-label": t.area, role: "application" }}
          onCropChange={setCrop}
          onZoomChange={setZoom}
          onCropComplete={(_shown, pixels) => setSquare(pixels)}
        />
      </div>
      <p className="text-small text-subtle">{t.hint}</p>
      <label className="flex min-h-11 items-center gap-3 text-muted">
        <span className="aloud">{t.zoom}</span>
        <MinusIcon />
        <input
          type="range"
          min={1}
          max={ZOOM_MOST}
          step={0.05}
          value={zoom}
          onChange={(event) => setZoom(Number(event.target.value))}
          className="h-11 flex-1 accent-text"
        />
        <PlusIcon />
      </label>
      <DialogActions>
        <Button kind="plain" onPress={onClose}>
          {frameText.cancel}
        </Button>
        <Button kind="primary" busy={busy} busyText={t.busy} onPress={() => void use()}>
          {t.use}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
