import type { PondId } from "../domain/ids.ts";
import type { CodeRefusal, Pairing, PairingStep } from "../sync/pairing/pairing.ts";

/** M2: how far two devices are that pair by codes; `nobody`: no tab of this device answers that could connect. */
export interface PairingView {
  readonly step: PairingStep | { readonly kind: "failed"; readonly why: "nobody" };
  readonly refused: CodeRefusal | null;
}

/** M2: pairing by codes on two screens, without any network but the one between them. */
export interface PairingDesk {
  /** Begins a try, which ends with `close`; what is connected by then stays so. */
  open(pond: PondId, onView: (view: PairingView) => void): Pairing;
}
