// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { createSignal, type JSX } from "solid-js";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { err, ok, type Result } from "../../../../src/lib/result.ts";
import type { AppError } from "../../../../src/app/api.ts";
import { I18nProvider } from "../../../../src/ui/i18n/i18n.tsx";
import { ActionError, createAction } from "../../../../src/ui/kit/action.tsx";
import { Button } from "../../../../src/ui/kit/button.tsx";
import { Choice, Tick } from "../../../../src/ui/kit/choice.tsx";
import { TextField } from "../../../../src/ui/kit/field.tsx";
import { ToastProvider, useToasts } from "../../../../src/ui/kit/toast.tsx";

// jsdom lays nothing out, so that nothing can be scrolled into sight.
Element.prototype.scrollIntoView = () => undefined;

afterEach(cleanup);
// A part of its own: in the app it is loaded once nothing else is to do.
beforeAll(async () => {
  draw(() => <ToastProvider>{null}</ToastProvider>);
  await vi.dynamicImportSettled();
});

function draw(what: () => JSX.Element) {
  return render(() => <I18nProvider language="en">{what()}</I18nProvider>);
}

/** A use case that ends when the test says so. */
function pending() {
  let finish: (result: Result<string, AppError>) => void = () => undefined;
  let started = 0;
  const start = () => {
    started++;
    return new Promise<Result<string, AppError>>((done) => {
      finish = done;
    });
  };
  return { start, started: () => started, finish: (result: Result<string, AppError>) => finish(result) };
}

describe("a button and its action", () => {
  function Form(props: { readonly start: () => Promise<Result<string, AppError>> }) {
    const action = createAction();
    const [done, setDone] = createSignal("");
    return (
      <>
        <Button busy={action.busy()} onClick={() => action.run(props.start, setDone)}>
          Post
        </Button>
        <ActionError action={action} />
        <p>{done()}</p>
      </>
    );
  }
  const button = () => screen.getByRole("button", { name: "Post" });

  test("it runs once however often it is pressed, keeps the focus meanwhile, and hands over the value", async () => {
    const work = pending();
    draw(() => <Form start={work.start} />);
    button().focus();
    for (let press = 0; press < 3; press++) fireEvent.click(button());
    expect(work.started()).toBe(1);
    expect(button().getAttribute("aria-busy")).toBe("true");
    expect(button().hasAttribute("disabled")).toBe(false);
    expect(document.activeElement).toBe(button());
    work.finish(ok("posted"));
    await screen.findByText("posted");
    expect(button().getAttribute("aria-busy")).toBe("false");
    fireEvent.click(button());
    expect(work.started()).toBe(2);
  });

  test("while it is busy it sends no form either", () => {
    const sent = vi.fn((event: Event) => event.preventDefault());
    draw(() => (
      <form onSubmit={sent}>
        <Button type="submit" busy>
          Send
        </Button>
      </form>
    ));
    fireEvent.click(screen.getByRole("button", { name: "Send" }));
    expect(sent).not.toHaveBeenCalled();
  });

  test("what went wrong is read aloud in words, and goes with the next try", async () => {
    const work = pending();
    draw(() => <Form start={work.start} />);
    fireEvent.click(button());
    work.finish(err({ kind: "quota" }));
    expect((await screen.findByRole("alert")).textContent).toContain("This device is full");
    fireEvent.click(button());
    expect(screen.queryByRole("alert")).toBeNull();
  });

  test("a worker that died is said as well, and the button can be pressed again", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    draw(() => <Form start={() => Promise.reject(new Error("gone"))} />);
    fireEvent.click(button());
    await screen.findByRole("alert");
    expect(button().getAttribute("aria-busy")).toBe("false");
    expect(logged).toHaveBeenCalled();
    logged.mockRestore();
  });
});

describe("one of several", () => {
  const options = [
    { value: "thing", label: "Thing" },
    { value: "gift", label: "Gift" },
  ] as const;

  test("it is a named group of radio buttons, one tab stop; choosing keeps the focus where it is", () => {
    const [value, setValue] = createSignal<"thing" | "gift">("thing");
    draw(() => <Choice legend="Kind" options={options} value={value()} onChange={setValue} />);
    screen.getByRole("group", { name: "Kind" });
    const [thing, gift] = [
      screen.getByRole<HTMLInputElement>("radio", { name: "Thing" }),
      screen.getByRole<HTMLInputElement>("radio", { name: "Gift" }),
    ];
    expect(thing.name).toBe(gift.name);
    expect([thing.checked, gift.checked]).toEqual([true, false]);
    gift.focus();
    fireEvent.click(gift);
    expect(value()).toBe("gift");
    expect([thing.checked, gift.checked]).toEqual([false, true]);
    expect(document.activeElement).toBe(gift);
    expect(gift.isConnected).toBe(true);
  });

  test("two choices on one page do not take each other's mark", () => {
    draw(() => (
      <>
        <Choice legend="Kind" options={options} value="thing" onChange={() => undefined} />
        <Choice legend="Other kind" options={options} value="thing" onChange={() => undefined} />
      </>
    ));
    const [one, other] = screen.getAllByRole<HTMLInputElement>("radio", { name: "Gift" });
    fireEvent.click(one ?? document.body);
    fireEvent.click(other ?? document.body);
    expect([one?.checked, other?.checked]).toEqual([true, true]);
  });

  test("a tick is a box with its line as name", () => {
    const [came, setCame] = createSignal(true);
    draw(() => <Tick label="Showed up" checked={came()} onChange={setCame} />);
    fireEvent.click(screen.getByLabelText("Showed up"));
    expect(came()).toBe(false);
  });
});

describe("a field", () => {
  test("it has a name and reads its hint, in a line and on a page", () => {
    const [text, setText] = createSignal("");
    draw(() => (
      <>
        <TextField label="Title" hint="Short is good." value={text()} onInput={setText} maxLength={80} required />
        <TextField label="Story" hint="As long as you like." value="" onInput={setText} maxLength={80} rows={4} />
      </>
    ));
    const [line, page] = [screen.getByLabelText<HTMLInputElement>("Title"), screen.getByLabelText("Story")];
    const hintOf = (field: HTMLElement) => document.getElementById(field.getAttribute("aria-describedby") ?? "");
    expect(hintOf(line)?.textContent).toBe("Short is good.");
    expect(hintOf(page)?.textContent).toBe("As long as you like.");
    expect(page.tagName).toBe("TEXTAREA");
    expect([line.required, line.maxLength]).toEqual([true, 80]);
    fireEvent.input(line, { target: { value: "Kettle" } });
    expect(text()).toBe("Kettle");
    expect(line.isConnected).toBe(true);
  });

  test("without a hint it points to none", () => {
    draw(() => <TextField label="Title" value="" onInput={() => undefined} maxLength={80} />);
    expect(screen.getByLabelText("Title").hasAttribute("aria-describedby")).toBe(false);
  });
});

describe("what can be taken back", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function toasts() {
    let all: ReturnType<typeof useToasts> | undefined;
    function Page() {
      all = useToasts();
      return (
        <main tabindex="-1">
          <button type="button">Mute</button>
          <input aria-label="Title" />
        </main>
      );
    }
    draw(() => (
      <ToastProvider>
        <Page />
      </ToastProvider>
    ));
    if (all === undefined) throw new Error("not drawn");
    return all;
  }
  const undo = () => screen.getByRole("button", { name: "Undo" });
  const settle = () => vi.advanceTimersByTimeAsync(0);

  test("it is taken back once, said, and who came by keys is led back", async () => {
    const back = vi.fn(async () => ok(undefined));
    toasts().offer("Mei is muted.", back);
    screen.getByRole("button", { name: "Mute" }).focus();
    undo().focus();
    fireEvent.click(undo());
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Mute" }));
    await settle();
    expect(back).toHaveBeenCalledTimes(1);
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
    expect(screen.getByRole("status").textContent).toBe("Undone.");
  });

  test("where what one came from has gone, one is led to the page", () => {
    toasts().offer("The search is gone.", async () => ok(undefined));
    const gone = document.createElement("button");
    document.body.append(gone);
    gone.focus();
    undo().focus();
    gone.remove();
    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(document.activeElement).toBe(screen.getByRole("main"));
  });

  test("it stays three times as long as other lines, and as long as somebody comes to it by keys", () => {
    const all = toasts();
    all.offer("Mei is muted.", async () => ok(undefined));
    all.say("Li is here");
    vi.advanceTimersByTime(19_000);
    expect(screen.getByRole("status").textContent).toBe("Mei is muted.Undo");
    for (let n = 0; n < 3; n++) {
      fireEvent.keyDown(document.body, { key: "Tab" });
      vi.advanceTimersByTime(19_000);
    }
    expect(undo()).toBeTruthy();
    vi.advanceTimersByTime(1000);
    expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
  });

  test("the newest is undone by the keyboard's own undo, but not while somebody types", async () => {
    const all = toasts();
    const [first, second, other] = [vi.fn(async () => ok(undefined)), vi.fn(async () => ok(undefined)), vi.fn()];
    all.offer("One", first);
    all.offer("Two", second);
    all.offer("Three", other, "List it anew");
    fireEvent.keyDown(screen.getByLabelText("Title"), { key: "z", ctrlKey: true });
    expect(second).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "z", ctrlKey: true });
    await settle();
    expect([first.mock.calls.length, second.mock.calls.length, other.mock.calls.length]).toEqual([0, 1, 0]);
  });

  test("news does not push it out; what could not be taken back is said", async () => {
    const all = toasts();
    all.offer("Mei is muted.", async () => err({ kind: "quota" }));
    for (const name of ["Li", "Bob", "Eve", "Ann"]) all.say(name);
    fireEvent.click(undo());
    await settle();
    expect(screen.getByRole("status").textContent).toContain("full");
  });

  test("it is taken away where there is nothing to take it back in any more", () => {
    const end = toasts().offer("The photo is taken out.", async () => ok(undefined));
    end();
    expect(screen.getByRole("status").textContent).toBe("");
  });
});

describe("toasts", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  let arrived: (href: string) => void;

  function sayer() {
    let say: (text: string, href?: string) => void = () => undefined;
    function Sayer() {
      ({ say, arrived } = useToasts());
      return <p>the page</p>;
    }
    draw(() => (
      <ToastProvider>
        <Sayer />
      </ToastProvider>
    ));
    return (text: string, href?: string) => say(text, href);
  }
  const lines = () => [...screen.getByRole("status").children].map(({ textContent }) => textContent);
  const LONG = 60_000;

  test("they stand in a place that is read aloud politely, and go by themselves", () => {
    const say = sayer();
    expect(screen.getByRole("status").getAttribute("aria-live")).toBe("polite");
    say("Li is here");
    expect(lines()).toEqual(["Li is here"]);
    vi.advanceTimersByTime(LONG);
    expect(lines()).toEqual([]);
  });

  test("what leads to a screen goes where one comes to that screen; what is said there stays", () => {
    const say = sayer();
    say("Li made you an offer", "#/deal/1");
    say("Li is here");
    say("Zoe made you an offer", "#/deal/2");
    arrived("#/deal/1");
    expect(lines()).toEqual(["Li is here", "Zoe made you an offer"]);
    say("Li accepted", "#/deal/1");
    expect(lines()).toEqual(["Li is here", "Zoe made you an offer", "Li accepted"]);
  });

  test("one can be sent away; the others stay", () => {
    const say = sayer();
    say("Li is here");
    say("Bob is here");
    const [first] = screen.getAllByRole("button", { name: "Dismiss" });
    if (first !== undefined) fireEvent.click(first);
    expect(lines()).toEqual(["Bob is here"]);
  });

  test("the newest word on a thing takes the place of the older one; of many the oldest sink", () => {
    const say = sayer();
    say("Li made you an offer", "#/deal/1");
    say("Li withdrew the offer", "#/deal/1");
    expect(lines()).toEqual(["Li withdrew the offer"]);
    for (const name of ["Mei", "Bob", "Eve", "Ann"]) say(name);
    expect(lines()).toEqual(["Bob", "Eve", "Ann"]);
  });

  test("a line stays while somebody is on it, and goes after that", () => {
    const say = sayer();
    say("Li made you an offer", "#/deal/1");
    const link = screen.getByRole("link", { name: "Li made you an offer" });
    link.focus();
    vi.advanceTimersByTime(LONG);
    expect(document.activeElement).toBe(link);
    link.blur();
    vi.advanceTimersByTime(LONG);
    expect(lines()).toEqual([]);
    say("Bob is here");
    const line = screen.getByText("Bob is here").parentElement ?? document.body;
    fireEvent.pointerEnter(line);
    vi.advanceTimersByTime(LONG);
    expect(lines()).toEqual(["Bob is here"]);
    fireEvent.pointerLeave(line);
    vi.advanceTimersByTime(LONG);
    expect(lines()).toEqual([]);
  });
});
