// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from "@solidjs/testing-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Observer } from "../../../../src/lib/observable.ts";
import { ok } from "../../../../src/lib/result.ts";
import type { ShoalCommands } from "../../../../src/app/api.ts";
import type { IdentityKey } from "../../../../src/domain/ids.ts";
import { identityKeyOf } from "../../../../src/domain/invite/openings.ts";
import { createMemoryKeyVault } from "../../../../src/domain/memory-keys.ts";
import { webCipher } from "../../../../src/storage/web-cipher.ts";
import type { SuccessionView } from "../../../../src/domain/pond/views.ts";
import { drawApp } from "../../../support/draw-app.tsx";
import { createStreet, idOf, meet, meiAndLi, type Street, value } from "../../../support/nodes.ts";

let street: Street;
beforeEach(() => {
  street = createStreet();
});
afterEach(() => {
  cleanup();
  street.closeAll();
});

async function createIdentity(): Promise<IdentityKey> {
  return identityKeyOf(await createMemoryKeyVault(webCipher).identity());
}

/** Mei, Li and Zoe; the screens are Mei's, and what is claimed comes from the test. */
async function claimed() {
  const { mei, li, pond, link } = await meiAndLi(street);
  const zoe = await street.phone();
  await value(zoe.node.joinPond({ link, myName: "Zoe" }));
  await meet(mei, li, pond);
  await meet(mei, zoe, pond);
  const [me, from, to] = [await idOf(mei, pond), await idOf(li, pond), await idOf(zoe, pond)];
  const listeners = new Set<Observer<readonly SuccessionView[]>>();
  let now: readonly SuccessionView[] = [];
  const successions = () => ({
    subscribe: (observer: Observer<readonly SuccessionView[]>) => {
      listeners.add(observer);
      observer.next(structuredClone(now));
      return { unsubscribe: () => void listeners.delete(observer) };
    },
  });
  const claim: SuccessionView = {
    pond,
    from,
    to,
    since: street.clock.now() as SuccessionView["since"],
    attesters: [],
    asked: [],
    inForceAt: null,
    state: "claimed",
  };
  const say = (...claims: readonly SuccessionView[]) => {
    now = claims;
    for (const { next } of listeners) next(structuredClone(claims));
  };
  const draw = (path: string, commands: Partial<ShoalCommands> = {}) =>
    drawApp({ ...mei, queries: { ...mei.queries, successions } }, `/pond/${pond}${path}`, commands);
  // Two more whose word counts, of whom nothing else is known here: with fewer than three nobody is asked (N3).
  const others = [await createIdentity(), await createIdentity()];
  return { mei, pond, me, others, from, to, claim, say, draw };
}

test("whose word counts is asked for it on the pond's first screen, and only the second yes says it", async () => {
  const { me, others, from, to, claim, say, draw } = await claimed();
  const said: unknown[] = [];
  say({ ...claim, asked: [me, ...others] });
  draw("", {
    attestIdentity: async (_pond, ...who) => {
      said.push(who);
      return ok(undefined);
    },
  });
  expect((await screen.findByText("Zoe says: I was Li")).tagName).toBe("H2");
  fireEvent.click(screen.getByRole("button", { name: "Yes, I am sure" }));
  expect(said).toEqual([]);
  // The meaning takes the place of the button, and the focus with it.
  const meaning = await screen.findByText(/that Zoe and Li are the same person/);
  expect(document.activeElement).toBe(meaning);
  fireEvent.click(screen.getByRole("button", { name: "Yes, I have met them" }));
  await waitFor(() => expect(said).toEqual([[from, to]]));
  say({ ...claim, asked: [me, ...others], attesters: [me] });
  await waitFor(() => expect(screen.queryByText("Zoe says: I was Li")).toBeNull());
});

test("half a yes never passes to another claim", async () => {
  const { me, others, from, to, claim, say, draw } = await claimed();
  say({ ...claim, asked: [me, ...others] });
  draw("/people");
  fireEvent.click(await screen.findByRole("button", { name: "Yes, I am sure" }));
  expect(screen.getByRole("button", { name: "Yes, I have met them" })).toBeTruthy();
  // The other way round: other two, in the same place.
  say({ ...claim, from: to, to: from, asked: [me, ...others] });
  await screen.findByText("Li says: I was Zoe");
  expect(screen.queryByRole("button", { name: "Yes, I have met them" })).toBeNull();
});

test("who is not sure says nothing, and finds the question again on the member's page", async () => {
  const { me, others, to, claim, say, draw } = await claimed();
  say({ ...claim, asked: [me, ...others] });
  draw("/people");
  fireEvent.click(await screen.findByRole("button", { name: "Not sure" }));
  expect(await screen.findByText(/Then say nothing yet/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Yes, I am sure" })).toBeNull();
  cleanup();
  draw(`/member/${to}`);
  expect(await screen.findByRole("button", { name: "Yes, I am sure" })).toBeTruthy();
});

test("whose word does not count is not asked", async () => {
  const { claim, say, draw } = await claimed();
  say(claim);
  draw("/people");
  await screen.findByRole("link", { name: /^Zoe/ });
  expect(screen.queryByText("Zoe says: I was Li")).toBeNull();
});

test("[N3] where fewer than three had vouched nobody is asked in vain, and the claimant hears that only the old phone can say it", async () => {
  const { me, from, to, claim, say, draw } = await claimed();
  say({ ...claim, asked: [me] });
  draw("/people");
  await screen.findByRole("link", { name: /^Zoe/ });
  expect(screen.queryByText("Zoe says: I was Li")).toBeNull();
  cleanup();
  say({ ...claim, from, to: me, asked: [to] });
  draw("/identity");
  await screen.findByText(/three words cannot come together/);
  expect(screen.queryByText("Ask one of these, face to face:")).toBeNull();
});

test("[N4] the alarm stays after others' words have come into force, and falls silent where the old phone said so itself", async () => {
  const { me, from, others, claim, say, draw } = await claimed();
  const inForce = { ...claim, from: me, state: "in-force", inForceAt: 0 } as const;
  say({ ...inForce, attesters: [from, ...others] });
  draw("/identity");
  expect((await screen.findByRole("alert")).textContent).toContain("Somebody says they are you");
  say(inForce);
  await screen.findByText("You go on here as Zoe, on another phone.");
  expect(screen.queryByRole("alert")).toBeNull();
});

test("the old phone hears an alarm, and one tap writes its name again, which objects", async () => {
  const { me, claim, say, draw } = await claimed();
  const names: string[] = [];
  say({ ...claim, from: me });
  draw("", {
    rename: async (_pond, name) => {
      names.push(name);
      return ok(undefined);
    },
  });
  const alarm = await screen.findByRole("alert");
  expect(alarm.textContent).toContain("Somebody says they are you");
  expect(alarm.textContent).toContain("Zoe");
  fireEvent.click(screen.getByRole("button", { name: "That is not me" }));
  await waitFor(() => expect(names).toEqual(["Mei"]));
  say({ ...claim, from: me, state: "objected" });
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});

test("who goes on for an old member sees whose word is there, when it counts, and that it does not once there is an objection", async () => {
  const { me, others, from, to, claim, say, draw } = await claimed();
  const mine = { ...claim, from, to: me, asked: [to, ...others] };
  say(mine);
  draw("/identity");
  await screen.findByText("You said: I was Li.");
  expect(screen.getByText("0 of 3 words are given.")).toBeTruthy();
  expect(screen.getByText("Zoe: not yet")).toBeTruthy();
  // What was said once is not said again.
  expect(screen.queryByText("This is my new phone")).toBeNull();
  say({ ...mine, attesters: [to] });
  await screen.findByText("1 of 3 words is given.");
  expect(screen.getByText("Zoe: has said so")).toBeTruthy();
  say({ ...mine, attesters: [to], state: "waiting", inForceAt: Date.UTC(2030, 4, 17, 12) });
  await screen.findByText(/It counts from May 17, 2030 on/);
  say({ ...mine, state: "objected" });
  await screen.findByText(/The old phone has objected/);
  say({ ...mine, state: "in-force", inForceAt: 0 });
  await screen.findByText("It counts: you go on here for Li.");
});

test("the old member is found by name and chosen; only the second yes says it", async () => {
  const { from, draw } = await claimed();
  const said: unknown[] = [];
  draw("/identity", {
    takeIdentity: async (_pond, who) => {
      said.push(who);
      return ok(undefined);
    },
  });
  const group = await screen.findByRole("group", { name: "Who were you before?" });
  fireEvent.click(await waitFor(() => radioIn(group, "Li")));
  fireEvent.click(await screen.findByRole("button", { name: "I was Li" }));
  expect(said).toEqual([]);
  fireEvent.click(await screen.findByRole("button", { name: "Yes, I was" }));
  await waitFor(() => expect(said).toEqual([from]));
});

function radioIn(group: HTMLElement, name: string): HTMLElement {
  const radio = [...group.querySelectorAll("label")].find((label) => label.textContent.startsWith(name));
  const input = radio?.querySelector("input");
  if (input === null || input === undefined) throw new Error(`nobody called ${name}`);
  return input;
}
