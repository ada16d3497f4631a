import type { I18n } from "../i18n/i18n.tsx";

const KILOBYTE = 1000;
const MEGABYTE = 1000 * KILOBYTE;

/** Bytes as people say them: "340 kB", "1.2 MB". */
export function sizeIn({ language }: Pick<I18n, "language">, bytes: number): string {
  const [unit, scale] = bytes < MEGABYTE ? (["kilobyte", KILOBYTE] as const) : (["megabyte", MEGABYTE] as const);
  const digits = unit === "megabyte" ? 1 : 0;
  const format = new Intl.NumberFormat(language(), { style: "unit", unit, maximumFractionDigits: digits });
  return format.format(bytes / scale);
}
