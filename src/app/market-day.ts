/** What the screens ask about a market day at this moment. */
export { isCheckInOpen } from "../domain/pond/market-day.ts";
