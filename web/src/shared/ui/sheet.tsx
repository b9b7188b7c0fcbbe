import { ModalPanel, type ModalProps } from "./modal-panel";

/** Modal for reading or adjusting: from the bottom on a phone, from the right on a desk. */
export function Sheet(props: ModalProps) {
  return <ModalPanel shape="sheet" {...props} />;
}
