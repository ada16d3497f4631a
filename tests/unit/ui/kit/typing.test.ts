// @vitest-environment jsdom
import { afterEach, expect, test } from "vitest";
import { isKeyTaken } from "../../../../src/ui/kit/typing.ts";

afterEach(() => document.body.replaceChildren());

/** Whether a key that is pressed on `what` is taken, as whoever listens at the document sees it. */
function isTakenOn(what: HTMLElement, init: KeyboardEventInit = {}, onTheWay?: (event: Event) => void): boolean {
  document.body.append(what);
  let isTaken: boolean | undefined;
  const listen = (event: KeyboardEvent) => (isTaken = isKeyTaken(event));
  document.addEventListener("keydown", listen);
  if (onTheWay !== undefined) what.addEventListener("keydown", onTheWay);
  what.dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true, cancelable: true, ...init }));
  document.removeEventListener("keydown", listen);
  if (isTaken === undefined) throw new Error("the key was not heard");
  return isTaken;
}

function drawn(html: string): HTMLElement {
  const holder = document.createElement("div");
  holder.innerHTML = html;
  const first = holder.firstElementChild;
  if (!(first instanceof HTMLElement)) throw new Error("nothing drawn");
  return first;
}

test("fields of all kinds have their keys for themselves", () => {
  for (const html of ["<input>", "<input type=search>", "<textarea></textarea>", "<select></select>"]) {
    expect(isTakenOn(drawn(html)), html).toBe(true);
  }
  expect(isTakenOn(drawn("<div contenteditable=true></div>"))).toBe(true);
  expect(isTakenOn(drawn("<div contenteditable></div>"))).toBe(true);
  expect(isTakenOn(drawn("<div contenteditable=false></div>"))).toBe(false);
});

test("links, buttons and the page have not", () => {
  for (const html of ["<a href='#/x'>x</a>", "<button>x</button>", "<main tabindex=-1></main>"]) {
    expect(isTakenOn(drawn(html)), html).toBe(false);
  }
});

test("an input method that composes has them wherever it is", () => {
  expect(isTakenOn(drawn("<div></div>"), { isComposing: true })).toBe(true);
});

test("whoever has answered a key already keeps it", () => {
  expect(isTakenOn(drawn("<button>x</button>"), {}, (event) => event.preventDefault())).toBe(true);
});
