/** A dialog: a page of its own on phones, a centred sheet from 64 rem. */
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

import { CloseIcon } from "./icons";
import { IconButton } from "./IconButton";

export interface DialogProps {
  title: string;
  closeText: string;
  isOpen: boolean;
  /** Escape, the cross, or a press outside. */
  onClose: () => void;
  /** `page` fills a phone; `small` is a question and stays a sheet at its foot. */
  shape?: "page" | "small";
  /** `alertdialog` for a question about something that cannot be undone. */
  role?: "dialog" | "alertdialog";
  children: ReactNode;
}

const PAGE = "h-dvh w-full lg:h-auto lg:w-[35rem] lg:rounded-card";
const SMALL = "w-full rounded-t-card sm:w-[27rem] sm:rounded-card";

export function Dialog(props: DialogProps) {
  const { title, closeText, isOpen, onClose, shape = "page", role = "dialog", children } = props;
  const small = shape === "small";
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={clsx(
        "fixed inset-0 z-40 grid items-end justify-items-center bg-scrim entering:fade-in lg:items-center",
        small && "sm:items-center",
      )}
    >
      <Modal
        className={clsx(
          "max-h-dvh overflow-auto bg-surface-1 shadow-e3 outline-none lg:max-h-[calc(100dvh-3rem)] forced-colors:border",
          small ? SMALL : PAGE,
          "entering:sheet-in lg:entering:rise-in",
        )}
      >
        <AriaDialog
          role={role}
          className="flex min-h-full flex-col gap-5 p-4 pb-[calc(1rem+env(safe-area-inset-bottom))] outline-none lg:p-8"
        >
          <header className="flex items-center justify-between gap-4">
            <Heading slot="title" className="text-h1 font-bold tracking-[-0.025em]">
              {title}
            </Heading>
            <IconButton
              className="-me-2"
              label={closeText}
              icon={<CloseIcon />}
              onPress={onClose}
            />
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The row of buttons that closes a dialog: at the foot of a phone, at its end elsewhere. */
export function DialogActions({ children }: { children: ReactNode }) {
  return (
    <div className="mt-auto flex flex-wrap items-center justify-end gap-2 pt-1 max-sm:[&>*]:flex-1">
      {children}
    </div>
  );
}
