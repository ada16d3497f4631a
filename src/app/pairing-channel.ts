/** On which the screens of all tabs ask the one that holds the wire. */
export const PAIRING_CHANNEL = "shoal/pairing";
