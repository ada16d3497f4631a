/* oxlint-disable solid/reactivity -- what is passed on here runs in an event, or reads its source on purpose once; the rule cannot see that */
import { createContext, type JSX, useContext } from "solid-js";
import type { ShoalApp } from "../app/shoal-app.ts";

const ShoalContext = createContext<ShoalApp>();

/** Hands the app to every screen. */
export function ShoalProvider(props: { readonly shoal: ShoalApp; readonly children: JSX.Element }): JSX.Element {
  return <ShoalContext.Provider value={props.shoal}>{props.children}</ShoalContext.Provider>;
}

export function useShoal(): ShoalApp {
  const shoal = useContext(ShoalContext);
  if (shoal === undefined) throw new Error("useShoal() needs a <ShoalProvider> around it");
  return shoal;
}
