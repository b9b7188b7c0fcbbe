import { ModalPanel, type ModalProps } from "./modal-panel";

/** Centred modal for a decision. Focus is trapped and returns to the trigger. */
export function Dialog(props: ModalProps) {
  return <ModalPanel shape="dialog" {...props} />;
}
