import { type ESTree, parseSync, Visitor } from "vite";

export interface SourceTexts {
  /** What a person would see or hear of it: text between tags, and the attributes that are read aloud or shown. */
  readonly visible: readonly string[];
  /** Every text in quotes. */
  readonly literals: readonly string[];
  /** What a text with values in it can become. */
  readonly patterns: readonly RegExp[];
}

const SHOWN = new Set(["aria-label", "aria-description", "title", "placeholder", "alt", "label", "legend", "hint"]);

/** Reads a source file of the screens. */
export function readSource(path: string, text: string): SourceTexts {
  const visible: string[] = [];
  const literals: string[] = [];
  const patterns: RegExp[] = [];
  const show = (...texts: readonly string[]) =>
    visible.push(...texts.map((one) => one.trim()).filter((one) => one !== ""));
  const lookAt = (children: readonly ESTree.JSXChild[]) => {
    for (const child of children) {
      if (child.type === "JSXText") show(child.value);
      if (child.type === "JSXExpressionContainer") show(...textsOf(child.expression));
    }
  };
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message ?? ""}`);
  new Visitor({
    JSXElement: ({ children }) => lookAt(children),
    JSXFragment: ({ children }) => lookAt(children),
    JSXAttribute: ({ name, value }) => {
      if (name.type !== "JSXIdentifier" || !SHOWN.has(name.name) || value === null) return;
      if (value.type === "Literal") show(...textsOf(value));
      if (value.type === "JSXExpressionContainer") show(...textsOf(value.expression));
    },
    Literal: ({ value }) => {
      if (typeof value === "string") literals.push(value);
    },
    TemplateLiteral: ({ quasis }) => {
      const parts = quasis.map(({ value }) => value.raw.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      // One that begins with a value could become anything.
      if (parts[0] === "") return;
      patterns.push(new RegExp(`^${parts.join("[\\w-]+")}(\\.one|\\.other)?$`));
    },
  }).visit(program);
  return { visible, literals, patterns };
}

/** The texts that an expression can come to by itself; what a function returns is that function's matter. */
function textsOf(expression: ESTree.Expression | ESTree.JSXEmptyExpression): readonly string[] {
  switch (expression.type) {
    case "Literal":
      return typeof expression.value === "string" ? [expression.value] : [];
    case "TemplateLiteral":
      return expression.quasis.map(({ value }) => value.raw);
    case "ConditionalExpression":
      return [...textsOf(expression.consequent), ...textsOf(expression.alternate)];
    case "LogicalExpression":
      return [...textsOf(expression.left), ...textsOf(expression.right)];
    default:
      return [];
  }
}
