// The lessons' page: starts experiments and follows them.

import { loadParts, onOtherSize } from "./parts.js";
import { listen } from "./live.js";
import { order } from "./orders.js";
import "./pointer.js";

const refresh = listen(() => loadParts("/lesson/parts" + location.search));
onOtherSize(refresh);

document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-lesson]");
  if (!button) return;
  button.disabled = true;
  const query = new URLSearchParams(location.search);
  query.set("do", button.dataset.lesson);
  await order("/lesson/run?" + query);
  button.disabled = false;
  refresh();
});
