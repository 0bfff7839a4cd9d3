/** The settings as a dialog, put here by the app: a room shows them over itself. */
import { createContext, type ReactNode } from "react";

export interface SettingsDialogProps {
  onClose: () => void;
}

export type ShowSettings = (props: SettingsDialogProps) => ReactNode;

export const SettingsDialogContext = createContext<ShowSettings | null>(null);
