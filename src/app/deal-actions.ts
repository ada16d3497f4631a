/** What may I do with this deal now: the one answer for use cases and screens. */
export { type DealAction, dealActions } from "../domain/pond/can.ts";
