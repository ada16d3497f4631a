/** Gathering a run of codes before a camera, for the screens. What it says is read in the worker. */
export { createRunCollector, MAX_RUN_TEXT, type RunProgress } from "../sync/code-run.ts";
/** Where the pages of a `.pond` file begin. */
export { BUNDLE_TYPE, HEAD_BYTES as BUNDLE_START } from "../sync/bundle.ts";
