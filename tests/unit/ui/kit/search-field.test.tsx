// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@solidjs/testing-library";
import { afterEach, expect, test } from "vitest";
import { createSignal } from "solid-js";
import { TextField } from "../../../../src/ui/kit/field.tsx";

afterEach(() => cleanup());

test("a search waits until an input method has made signs of what was typed; what is typed plainly is searched at once", async () => {
  const heard: string[] = [];
  render(() => {
    const [value, setValue] = createSignal("");
    const hear = (text: string) => {
      heard.push(text);
      setValue(text);
    };
    return <TextField label="Search" type="search" value={value()} onInput={hear} maxLength={80} />;
  });
  const field = screen.getByLabelText<HTMLInputElement>("Search");
  const type = (text: string, isComposing: boolean) => {
    field.value = text;
    fireEvent(field, new InputEvent("input", { bubbles: true, isComposing }));
  };
  fireEvent.compositionStart(field);
  type("d", true);
  type("dian fan", true);
  expect(heard).toEqual([]);
  expect(field.value).toBe("dian fan");
  type("电饭", true);
  fireEvent.compositionEnd(field);
  expect(heard).toEqual(["电饭"]);
  type("电饭锅", false);
  expect(heard.at(-1)).toBe("电饭锅");
});
