import type { IdentityKey } from "../ids.ts";
import { MARKET_DOORS_MS, MAX_MARKET_AHEAD_MS, MAX_MARKET_MS, MAX_MARKETS_OF_ONE } from "../limits.ts";
import type { MarketView } from "./views.ts";

/** B1: it lies ahead of the time at which it is called, within reach, and ends; all in ms. */
export function isMarketAhead({ from, to }: { readonly from: number; readonly to: number }, time: number): boolean {
  return from > time && from <= time + MAX_MARKET_AHEAD_MS && to > from && to - from <= MAX_MARKET_MS;
}

// What depends on the present moment, derived by whoever reads; `now` in ms.

/** B4: whether one can check in. */
export function isCheckInOpen({ from, to, state }: MarketView, now: number): boolean {
  return state === "called" && now >= from - MARKET_DOORS_MS && now <= to;
}

/** B1: whether one more that he calls counts. */
export function hasRoomForMarket(markets: Iterable<MarketView>, caller: IdentityKey, now: number): boolean {
  const ahead = [...markets].filter(({ by, state, to }) => by === caller && state === "called" && to > now);
  return ahead.length < MAX_MARKETS_OF_ONE;
}
