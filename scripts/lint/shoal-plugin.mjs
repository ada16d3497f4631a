// Lint rules of this house. oxlint loads them as a plugin; see .oxlintrc.json.
import { relative, sep } from "node:path";
import { crossesLayers, judgeImport } from "./layers.mjs";

/** A node as far as these rules look at it. @typedef {{ type: string, source?: any, importKind?: string, exportKind?: string, specifiers?: readonly any[] }} Node */

const layers = {
  /** @param {any} context oxlint's, shaped like ESLint's; it ships no types for plugins in JavaScript */
  create(context) {
    const file = pathOf(context);

    /** @param {Node} node @param {boolean} typeOnly */
    function check(node, typeOnly) {
      if (node.source === null || node.source === undefined) return;
      if (typeof node.source.value !== "string") {
        if (file.startsWith("src/"))
          context.report({ node, message: "A module to import is named by a text, so that its layer can be checked." });
        return;
      }
      const wrong = judgeImport(file, node.source.value, typeOnly);
      if (wrong !== null) context.report({ node, message: wrong });
    }

    return {
      /** @param {Node} node */
      ImportDeclaration: (node) => check(node, isTypeImport(node)),
      /** @param {Node} node */
      ImportExpression: (node) => check(node, false),
      /** @param {Node} node */
      TSImportType: (node) => check(node, true),
      /** @param {Node} node */
      ExportAllDeclaration: (node) => check(node, node.exportKind === "type"),
      /** @param {Node} node */
      ExportNamedDeclaration: (node) => check(node, node.exportKind === "type"),
    };
  },
};

/**
 * No barrels: a thing is imported from the file that has it, so that a reader and a bundler find it there. Naming a few things of an inner layer
 * for an outer one is no barrel: app does it for ui.
 */
const noBarrels = {
  /** @param {any} context see above */
  create(context) {
    const file = pathOf(context);
    return {
      /** @param {Node} node */
      Program(node) {
        if (/\/index\.\w+$/.test(file))
          context.report({ node, message: "No index files: name the file after the one idea in it." });
      },
      /** @param {Node} node */
      ExportAllDeclaration(node) {
        context.report({ node, message: "No barrels: name what is passed on, and only across layers." });
      },
      /** @param {Node} node */
      ExportNamedDeclaration(node) {
        const within = typeof node.source?.value === "string" && !crossesLayers(file, node.source.value);
        if (within)
          context.report({ node, message: "No re-exports within a layer: import it from the file that has it." });
      },
    };
  },
};

/** @param {any} context */
function pathOf(context) {
  return relative(context.cwd, context.filename).split(sep).join("/");
}

/** @param {Node} node */
function isTypeImport(node) {
  if (node.importKind === "type") return true;
  const names = node.specifiers ?? [];
  return names.length > 0 && names.every((name) => name.importKind === "type");
}

export default { meta: { name: "shoal" }, rules: { layers, "no-barrels": noBarrels } };
