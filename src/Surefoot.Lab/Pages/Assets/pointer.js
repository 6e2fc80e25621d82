// The values under the pointer, or under a place that the arrow keys move. The pictures carry their values: see PointerText.cs.

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
const spoken = document.createElement("p");
spoken.className = "off-screen";
spoken.setAttribute("role", "status");
document.body.append(tip, spoken);

const parsed = new WeakMap();
let at = null; // { id, index } of the value that is told, by figure and column

function read(svg) {
  if (parsed.has(svg)) return parsed.get(svg);
  const columns = svg.dataset.points.trim().split("\n").filter(line => line !== "").map(line => {
    const fields = line.split("|");
    const values = [];
    for (let i = 2; i + 2 < fields.length; i += 3) values.push({ line: +fields[i], y: +fields[i + 1], text: fields[i + 2] });
    return { x: +fields[0], label: fields[1], values };
  });
  const data = { columns, names: svg.dataset.names.split("|"), bounds: svg.dataset.bounds.split(" ").map(Number), across: svg.dataset.across };
  parsed.set(svg, data);
  return data;
}

const picture = figure => [...figure.querySelectorAll("svg[data-points]")].find(svg => svg.getClientRects().length > 0);

function clear() {
  tip.hidden = true;
  document.querySelectorAll(".sf-cursor").forEach(line => line.remove());
}

function show(figure, index, speak) {
  clear();
  const svg = picture(figure);
  if (!svg) return;
  const data = read(svg);
  const column = data.columns[index];
  if (!column) return;
  const cursor = document.createElementNS("http://www.w3.org/2000/svg", "path");
  cursor.setAttribute("class", "sf-cursor");
  cursor.setAttribute("d", `M${column.x} ${data.bounds[2]}V${data.bounds[3]}` + column.values.map(value => `M${column.x - 4} ${value.y}a4 4 0 1 0 8 0a4 4 0 1 0-8 0`).join(""));
  svg.append(cursor);

  tip.replaceChildren();
  const head = document.createElement("strong");
  head.textContent = `${data.across} ${column.label}`;
  tip.append(head);
  for (const value of column.values) {
    const row = document.createElement("span");
    const number = document.createElement("b");
    number.textContent = value.text;
    row.append(data.names[value.line] ?? "", number);
    tip.append(row);
  }
  tip.hidden = false;
  const box = svg.getBoundingClientRect();
  const scale = box.width / svg.viewBox.baseVal.width;
  const x = box.left + column.x * scale;
  const left = x + 12 + tip.offsetWidth > document.documentElement.clientWidth ? Math.max(4, x - 12 - tip.offsetWidth) : x + 12;
  tip.style.left = `${left + scrollX}px`;
  tip.style.top = `${box.top + scrollY + data.bounds[2] * scale}px`;
  if (speak) spoken.textContent = tip.innerText.replaceAll("\n", ", ");
}

function nearest(figure, clientX) {
  const svg = picture(figure);
  if (!svg) return -1;
  const box = svg.getBoundingClientRect();
  const x = (clientX - box.left) / box.width * svg.viewBox.baseVal.width;
  let best = -1, distance = Infinity;
  read(svg).columns.forEach((column, i) => {
    if (Math.abs(column.x - x) < distance) [best, distance] = [i, Math.abs(column.x - x)];
  });
  return best;
}

document.addEventListener("pointermove", event => {
  const figure = event.target.closest?.("figure.pointed");
  if (!figure) {
    if (at && document.activeElement?.id !== at.id) { at = null; clear(); }
    return;
  }
  at = { id: figure.id, index: nearest(figure, event.clientX) };
  show(figure, at.index, false);
});

document.addEventListener("pointerdown", event => {
  const figure = event.target.closest?.("figure.pointed");
  if (figure) {
    at = { id: figure.id, index: nearest(figure, event.clientX) };
    show(figure, at.index, false);
  }
});

document.addEventListener("keydown", event => {
  const figure = document.activeElement;
  if (!figure?.matches("figure.pointed")) return;
  if (event.key === "Escape") { at = null; clear(); return; }
  const svg = picture(figure);
  const count = svg ? read(svg).columns.length : 0;
  const from = at?.id === figure.id ? at.index : -1;
  const to = { ArrowRight: from + 1, ArrowLeft: from < 0 ? count - 1 : from - 1, Home: 0, End: count - 1, PageDown: from + 10, PageUp: from - 10 }[event.key];
  if (to === undefined || count === 0) return;
  event.preventDefault();
  at = { id: figure.id, index: Math.max(0, Math.min(count - 1, to)) };
  show(figure, at.index, true);
});

document.addEventListener("focusout", event => {
  if (event.target.matches?.("figure.pointed") && event.target.isConnected) { at = null; clear(); }
});

document.addEventListener("partsswapped", () => {
  const figure = at && document.getElementById(at.id);
  if (figure) show(figure, at.index, false);
  else clear();
});
