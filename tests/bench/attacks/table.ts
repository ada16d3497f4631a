import { attacks } from "./attacks.ts";
import { type AttackMeasured, measureAttack } from "./measure.ts";

/** The attacks as a table in Markdown, as docs/trust.md shows it. */
export function attackTable(measured: readonly AttackMeasured[] = attacks().map(measureAttack)): readonly string[] {
  return [
    "| attack | what it took | best limit | from all honest together | unheard of | C | others' limits | walk |",
    "|---|---|---|---|---|---|---|---|",
    ...measured.map(({ attack, before, after, others }) => {
      const cells = [
        attack.name,
        attack.putIn,
        `${before.limit} → ${after.limit}`,
        `${before.together} → ${after.together}`,
        `${before.unheard} → ${after.unheard}`,
        `${before.bound} → ${after.bound}`,
        others.up === 0 && others.down === 0 ? "0" : `+${others.up} / −${others.down}`,
        `${percent(before.walk)} → ${percent(after.walk)}`,
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ];
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
