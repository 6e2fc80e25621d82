// The runs' page: what the form says is in the address, and the curves grow while training goes on.

import { formQuery, loadParts, onOtherSize } from "./parts.js";
import { listen } from "./live.js";
import { order } from "./orders.js";
import "./pointer.js";

const form = document.getElementById("settings");
const usual = { x: "step", y: "linear", smooth: "0" };
let address = location.search;

const refresh = listen(() => loadParts("/runs/parts" + address));

onOtherSize(refresh);

function follow() {
  const query = formQuery(form, (name, value) => usual[name] === value);
  address = query.size > 0 ? "?" + query : "";
  history.replaceState(null, "", "/runs" + address);
  refresh();
}

form.addEventListener("input", event => {
  if (event.target.id === "smooth") form.querySelector("output[for=smooth]").value = event.target.value;
  follow();
});
form.addEventListener("submit", event => { event.preventDefault(); follow(); });

document.addEventListener("click", async event => {
  const button = event.target.closest("button[data-order]");
  if (!button) return;
  button.disabled = true;
  const query = new URLSearchParams({ run: button.dataset.run, order: button.dataset.order });
  await order("/runs/order?" + query);
  button.disabled = false;
  refresh();
});
