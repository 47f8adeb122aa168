// What every page starts: each part finds its own elements and does nothing where there are none.
import { startCiting } from "./citing.js";
import { startCorrecting } from "./correct.js";
import { startJoins } from "./joins.js";
import { startLinking } from "./linking.js";
import { startKeys } from "./keys.js";
import { startLedger } from "./ledger.js";
import { startPaste } from "./paste.js";

startCiting(document);
startCorrecting(document);
startJoins(document);
startLinking(document);
startKeys(document);
startLedger(document);
startPaste(document);
