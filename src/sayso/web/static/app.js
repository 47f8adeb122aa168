// What every page starts: each part finds its own elements and does nothing where there are none.
import { startJoins } from "./joins.js";

startJoins(document);
