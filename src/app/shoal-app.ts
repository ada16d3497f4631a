import type { ShoalCommands } from "./api.ts";
import type { PairingDesk } from "./pairing-api.ts";
import type { ShoalDevice } from "./keep-api.ts";
import type { ShoalQueries } from "./queries-api.ts";

/** All that the screens may ask for. */
export interface ShoalApp {
  readonly device: ShoalDevice;
  readonly queries: ShoalQueries;
  readonly commands: ShoalCommands;
  /** Loaded when somebody pairs. */
  pairing(): Promise<PairingDesk>;
}
