// Puts a new state of the page's parts in place of the old one. Focus, open tables and scrolled boxes stay as they are.

export function swapParts(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  for (const fresh of template.content.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`body [data-part="${fresh.dataset.part}"]`);
    if (!old || old.dataset.state === fresh.dataset.state) continue;
    old.dataset.state = fresh.dataset.state;
    const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...old.querySelectorAll("details[open]")].map(details => details.id);
    const scrolls = [...old.querySelectorAll(".sf-scroll")].map(box => [box.scrollLeft, box.scrollTop]);
    old.replaceChildren(...fresh.childNodes);
    for (const id of open) if (id) document.getElementById(id)?.setAttribute("open", "");
    // Where nothing was scrolled nothing is set: that would have the page laid out once more.
    old.querySelectorAll(".sf-scroll").forEach((box, i) => { if (scrolls[i]?.some(far => far > 0)) [box.scrollLeft, box.scrollTop] = scrolls[i]; });
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  }
  document.dispatchEvent(new Event("partsswapped"));
}

// Asks for the parts at an address; a later question makes an earlier answer void.
let asked = new AbortController();
const narrow = matchMedia("(max-width: 520px)");

// Calls changed() when the other drawing of each picture is wanted.
export const onOtherSize = changed => narrow.addEventListener("change", changed);

export async function loadParts(address) {
  asked.abort();
  asked = new AbortController();
  const answer = await fetch(address + (address.includes("?") ? "&" : "?") + "size=" + (narrow.matches ? "narrow" : "wide"), { signal: asked.signal, cache: "no-store" });
  const html = await answer.text();
  if (!answer.ok) throw new Error(html.length < 300 ? html : `The server answered ${answer.status}.`);
  const arrived = performance.now();
  swapParts(html);
  // To be looked at by whoever wants to know: from the answer to the frame that shows it.
  requestAnimationFrame(() => setTimeout(() => performance.measure("surefoot-swap", { start: arrived, end: performance.now() })));
}

// What the form says, as an address; what is not ticked is not in it.
export function formQuery(form, skip = () => false) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (!skip(name, value)) query.append(name, value);
  return query;
}

export function say(text) {
  const message = document.getElementById("message");
  message.textContent = text;
  message.hidden = text === "";
}
