import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { root } from "../../../scripts/root.mjs";

const Report = z.object({
  diagnostics: z.array(z.object({ code: z.optional(z.string()), message: z.string(), filename: z.string() })),
});

export interface Complaint {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
}

/**
 * Lints files that exist nowhere else, under this checkout's own rules. They lie in a box of their own: an offending file in src/ would trip whoever
 * builds at that moment, and stay there after a crash.
 */
export function lint(files: Readonly<Record<string, string>>): readonly Complaint[] {
  const box = mkdtempSync(join(tmpdir(), "shoal-lint-"));
  try {
    cpSync(join(root, ".oxlintrc.json"), join(box, ".oxlintrc.json"));
    cpSync(join(root, "scripts", "lint"), join(box, "scripts", "lint"), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(box, "node_modules"), "junction");
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(box, path)), { recursive: true });
      writeFileSync(join(box, path), text);
    }
    const run = spawnSync(join(root, "node_modules", ".bin", "oxlint"), ["-f", "json", "src"], {
      cwd: box,
      encoding: "utf8",
      shell: process.platform === "win32",
    });
    const report = Report.safeParse(parse(run.stdout));
    if (!report.success) throw new Error(`oxlint did not run:\n${run.stdout}\n${run.stderr}`);
    return report.data.diagnostics.map(({ code, message, filename }) => ({
      file: filename.replaceAll("\\", "/"),
      rule: code ?? "",
      message,
    }));
  } finally {
    rmSync(box, { recursive: true, force: true });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller shows what oxlint said instead.
    return null;
  }
}
