// What every page starts: each part finds its own elements and does nothing where there are none.
import { startCiting } from "./citing.js";
import { startJoins } from "./joins.js";

startCiting(document);
startJoins(document);
