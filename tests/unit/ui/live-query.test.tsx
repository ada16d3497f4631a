// @vitest-environment jsdom
import { cleanup, configure, render, screen } from "@solidjs/testing-library";
import { createMemo, createRoot, createSignal, For, Show } from "solid-js";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Observable, Observer } from "../../../src/lib/observable.ts";
import type { PondId } from "../../../src/domain/ids.ts";
import type { ShoalDatabase } from "../../../src/storage/database.ts";
import { liveRows } from "../../../src/storage/live-rows.ts";
import { createLocalStore } from "../../../src/storage/local-rows.ts";
import { Guard } from "../../../src/ui/kit/trouble.tsx";
import { I18nProvider } from "../../../src/ui/i18n/i18n.tsx";
import { createLiveQuery, firstOf } from "../../../src/ui/live-query.ts";
import { createFakeDisk, type FakeDisk } from "../../support/fake-storage.ts";
import { cooker } from "../../support/nodes.ts";

/** ms: the machine may have other things to do. */
configure({ asyncUtilTimeout: 20_000 });

// Any text is a key to the disk.
const campus = "campus" as string as PondId;
const harbour = "harbour" as string as PondId;

let disk: FakeDisk;
let here: ShoalDatabase;
let there: ShoalDatabase;
beforeEach(async () => {
  disk = createFakeDisk();
  here = await disk.open();
  there = await disk.open();
});
afterEach(() => {
  cleanup();
  disk.closeAll();
});

const drafts = (db: ShoalDatabase) => liveRows(db, ["drafts"], () => db.drafts.orderBy("pond").toArray());
const titleIn = (db: ShoalDatabase, pond: PondId) =>
  liveRows(db, ["drafts"], async () => (await db.drafts.get(pond))?.draft.title ?? null);
const write = (db: ShoalDatabase, pond: PondId, title: string) =>
  createLocalStore(db).putDraft(pond, { ...cooker, title });

/** A source whose values the test says, and which knows who listens. */
function spoken<T>() {
  const observers = new Set<Observer<T>>();
  const source: Observable<T> = {
    subscribe: (observer) => {
      observers.add(observer);
      return { unsubscribe: () => observers.delete(observer) };
    },
  };
  const say = (value: T) => {
    for (const { next } of observers) next(value);
  };
  const fail = (cause: unknown) => {
    for (const { error } of observers) error(cause);
  };
  return { source, say, fail, listeners: () => observers.size };
}

/** Made as by a component; what happens afterwards happens outside, as events do. */
function owned<T>(make: () => T) {
  return createRoot((dispose) => ({ live: make(), dispose }));
}

test("[S2] a write through another connection to the same disk wakes the reader", async () => {
  render(() => {
    const rows = createLiveQuery(() => drafts(here), "pond");
    return <For each={rows()}>{(row) => <p>{row.draft.title}</p>}</For>;
  });
  await write(there, campus, "Kettle");
  await screen.findByText("Kettle");
  await write(there, campus, "Lamp");
  await screen.findByText("Lamp");
  expect(screen.queryByText("Kettle")).toBeNull();
});

test("rows that did not change keep their identity, and so do their elements; the changed one is drawn anew", async () => {
  await write(here, campus, "Kettle");
  await write(here, harbour, "Lamp");
  let drawn = 0;
  render(() => {
    const rows = createLiveQuery(() => drafts(here), "pond");
    return (
      <For each={rows()}>
        {(row) => {
          drawn++;
          return <p>{row.draft.title}</p>;
        }}
      </For>
    );
  });
  const lamp = await screen.findByText("Lamp");
  const kettle = await screen.findByText("Kettle");
  await write(there, campus, "Kettle, like new");
  await screen.findByText("Kettle, like new");
  expect(screen.getByText("Lamp")).toBe(lamp);
  expect(kettle.textContent).toBe("Kettle, like new");
  expect(drawn).toBe(2);
  await createLocalStore(there).putDraft(campus, null);
  await expect.poll(() => screen.queryByText("Kettle, like new")).toBeNull();
  expect(screen.getByText("Lamp")).toBe(lamp);
  expect(drawn).toBe(2);
});

test("a thing of another id is another thing: nothing of the one before shows through", () => {
  const { source, say } = spoken<{ readonly id: string; readonly title?: string }>();
  const { live: thing, dispose } = owned(() => createLiveQuery(() => source));
  say({ id: "a", title: "Kettle" });
  const first = thing();
  say({ id: "a", title: "Kettle, like new" });
  expect(thing()).toBe(first);
  expect(thing()?.title).toBe("Kettle, like new");
  say({ id: "b" });
  expect(thing()).not.toBe(first);
  expect(thing()).toEqual({ id: "b" });
  expect(first?.title).toBe("Kettle, like new");
  dispose();
});

test("when the key changes, the reader follows the new one, and never sees a value of the old one under it", async () => {
  await write(here, campus, "Kettle");
  await write(here, harbour, "Lamp");
  const [pond, setPond] = createSignal(campus);
  const pairs = new Set<string>();
  render(() => {
    const title = createLiveQuery(() => titleIn(here, pond()));
    const pair = createMemo(() => [pond() === campus ? "campus" : "harbour", title() ?? "…"].join(": "));
    createMemo(() => pairs.add(pair()));
    return <p>{pair()}</p>;
  });
  await screen.findByText("campus: Kettle");
  setPond(harbour);
  screen.getByText("harbour: …");
  await screen.findByText("harbour: Lamp");
  await write(there, campus, "Old news");
  await write(there, harbour, "Lantern");
  await screen.findByText("harbour: Lantern");
  expect([...pairs]).toEqual(["campus: …", "campus: Kettle", "harbour: …", "harbour: Lamp", "harbour: Lantern"]);
});

test("it lets go of its source with the owner, with the key, and where there is nothing to follow", () => {
  const [one, two] = [spoken<number>(), spoken<number>()];
  const [source, setSource] = createSignal<Observable<number> | null>(one.source);
  const { live: seen, dispose } = owned(() => createLiveQuery(source));
  expect([one.listeners(), two.listeners()]).toEqual([1, 0]);
  one.say(1);
  setSource(two.source);
  expect([one.listeners(), two.listeners()]).toEqual([0, 1]);
  two.say(2);
  expect(seen()).toBe(2);
  setSource(null);
  expect(two.listeners()).toBe(0);
  expect(seen()).toBeUndefined();
  setSource(one.source);
  dispose();
  expect(one.listeners()).toBe(0);
});

test("[S3] a database that went away is shown where its rows would be, with a way to try again; the rest stays", async () => {
  here.close();
  render(() => (
    <I18nProvider language="en">
      <p>the rest</p>
      <Guard>
        <Rows />
      </Guard>
    </I18nProvider>
  ));
  function Rows() {
    const rows = createLiveQuery(() => drafts(here), "pond");
    return <Show when={rows()}>{(all) => <p>{all().length} drafts</p>}</Show>;
  }
  expect((await screen.findByRole("alert")).textContent).toContain("closed or deleted while it was open");
  screen.getByText("the rest");
  await here.open();
  screen.getByRole("button", { name: "Try again" }).click();
  await screen.findByText("0 drafts");
});

test("a failure is thrown to every reader until a good value comes, and does not outlive its key", () => {
  const { source, say, fail } = spoken<number>();
  const other = spoken<number>();
  const [followed, setFollowed] = createSignal(source);
  const { live: value, dispose } = owned(() => createLiveQuery(followed));
  const cause = new Error("the disk is gone");
  fail(cause);
  expect(value).toThrow(cause);
  expect(value).toThrow(cause);
  say(1);
  expect(value()).toBe(1);
  fail(cause);
  setFollowed(other.source);
  expect(value()).toBeUndefined();
  dispose();
});

test("a form takes the first value only, also where it is there at once, and hears of a failure", async () => {
  const { source, say, fail, listeners } = spoken<number>();
  const value = firstOf(source);
  say(1);
  say(2);
  expect(await value).toBe(1);
  expect(listeners()).toBe(0);
  const failure = firstOf(source);
  fail(new Error("the disk is gone"));
  await expect(failure).rejects.toThrow("the disk is gone");
  expect(listeners()).toBe(0);
  await write(there, campus, "Kettle");
  expect(await firstOf(titleIn(here, campus))).toBe("Kettle");
});
