/** @vitest-environment jsdom */
import { createRoot } from "solid-js";
import { beforeEach, expect, test, vi } from "vitest";
import { onLeaving } from "../../../../src/ui/kit/leaving.ts";
import { TAKE_OVER } from "../../../../src/app/take-over.ts";
import { createUpdate } from "../../../../src/ui/installed/update.ts";

/** A browser with one registration, whose workers are moved by hand. */
function createBrowser(controlled: boolean) {
  const worker = (state: ServiceWorkerState) =>
    Object.assign(new EventTarget(), {
      state,
      said: [] as unknown[],
      postMessage: (word: unknown) => made.said.push(word),
    });
  const made = { said: [] as unknown[] };
  const registration = Object.assign(new EventTarget(), {
    waiting: null as EventTarget | null,
    installing: null as EventTarget | null,
    update: async () => undefined,
  });
  const workers = Object.assign(new EventTarget(), {
    controller: controlled ? worker("activated") : null,
    register: async () => registration,
    getRegistration: async () => registration,
  });
  const reload = vi.fn<() => void>();
  const isKept = vi.fn(async () => true);
  const update = createRoot(() =>
    // What is used of the two types, and no more.
    createUpdate({ workers: workers as unknown as ServiceWorkerContainer, reload, isKept }),
  );
  return {
    update,
    reload,
    isKept,
    said: made.said,
    /** A new worker has all files of its build. */
    install: async () => {
      const fresh = worker("installing");
      registration.installing = fresh;
      registration.dispatchEvent(new Event("updatefound"));
      fresh.state = "installed";
      fresh.dispatchEvent(new Event("statechange"));
    },
    takeOver: () => {
      workers.controller = worker("activated");
      workers.dispatchEvent(new Event("controllerchange"));
    },
  };
}

const settle = () => new Promise((done) => setTimeout(done));

beforeEach(() => document.body.replaceChildren());

test("the first worker of all is no news, and loads nothing anew", async () => {
  const { update, reload, install, takeOver } = createBrowser(false);
  update.start();
  await settle();
  await install();
  takeOver();
  await settle();
  expect([update.state(), reload.mock.calls.length]).toEqual(["none", 0]);
});

test("a new version waits until the person takes it; then the page is loaded anew", async () => {
  const { update, reload, said, install, takeOver } = createBrowser(true);
  update.start();
  await settle();
  await install();
  expect([update.state(), update.isLater(), said]).toEqual(["ready", false, []]);
  update.later();
  expect([update.isLater(), said, reload.mock.calls.length]).toEqual([true, [], 0]);
  update.take();
  expect([said, reload.mock.calls.length]).toEqual([[TAKE_OVER], 0]);
  takeOver();
  await settle();
  expect(reload).toHaveBeenCalledOnce();
});

test("another tab has taken it: a page without half-written words follows, once its drafts are kept", async () => {
  const { update, reload, takeOver } = createBrowser(true);
  update.start();
  await settle();
  let finish = () => undefined as void;
  const release = createRoot((dispose) => {
    onLeaving(() => new Promise((kept) => (finish = kept)));
    return dispose;
  });
  takeOver();
  await settle();
  expect(reload).not.toHaveBeenCalled();
  finish();
  await settle();
  expect(reload).toHaveBeenCalledOnce();
  release();
});

test("another tab has taken it: a page in which something is written is left alone, and says so", async () => {
  const { update, reload, takeOver } = createBrowser(true);
  update.start();
  await settle();
  const words = document.body.appendChild(document.createElement("textarea"));
  words.value = "Dear Mei, the tent";
  takeOver();
  await settle();
  expect([update.state(), reload.mock.calls.length]).toEqual(["elsewhere", 0]);
  update.take();
  await settle();
  expect(reload).toHaveBeenCalledOnce();
});

test("a page whose script the worker does not have is of another build, and says so", async () => {
  const script = document.body.appendChild(document.createElement("script"));
  Object.assign(script, { type: "module", src: "assets/index-older000.js" });
  const { update, isKept } = createBrowser(true);
  isKept.mockResolvedValue(false);
  update.start();
  await settle();
  expect(update.state()).toBe("elsewhere");
});

test("without workers nothing happens", () => {
  const reload = vi.fn<() => void>();
  const update = createRoot(() => createUpdate({ workers: undefined, reload, isKept: async () => true }));
  update.start();
  expect(update.state()).toBe("none");
});
