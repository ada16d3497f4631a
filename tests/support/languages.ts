import { loadAllMessages } from "../../src/ui/i18n/load-messages.ts";

await loadAllMessages();
