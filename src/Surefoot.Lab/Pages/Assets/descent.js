// The descents' page: sliders, and moving through the steps of paths that the server has computed.

import { formQuery, loadParts, onOtherSize, say } from "./parts.js";
import "./pointer.js";

const form = document.getElementById("settings");
const scrub = document.getElementById("at"), field = document.getElementById("steps"), play = document.getElementById("play");

// Sliders and their number fields. A logarithmic slider moves by ratios; a share moves by ratios of what it lacks to 1.
const scales = {
  linear: { to: v => v, from: t => Math.round(t) },
  log: { to: v => Math.log10(v), from: t => Number((10 ** t).toPrecision(3)) },
  share: { to: v => -Math.log10(1 - v), from: t => { const lack = Number((10 ** -t).toPrecision(2)); return Number((1 - lack).toFixed(6)); } },
};

for (const slider of form.querySelectorAll("input.linked")) {
  const number = document.getElementById(slider.dataset.for), scale = scales[slider.dataset.scale];
  const least = scale.to(+slider.dataset.least), most = scale.to(+slider.dataset.most);
  const place = () => {
    const share = (scale.to(Math.max(+number.value, +slider.dataset.least)) - least) / (most - least);
    slider.value = Math.round(1000 * Math.min(1, Math.max(0, share)));
    slider.setAttribute("aria-valuetext", number.value);
  };
  slider.disabled = false;
  place();
  slider.addEventListener("input", () => {
    number.value = scale.from(least + (most - least) * slider.value / 1000);
    slider.setAttribute("aria-valuetext", number.value);
  });
  number.addEventListener("input", place);
}

// What stands as it should is left alone: the server has drawn the step asked for, and the page need not be laid out twice.
function put(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

// The step that is shown: paths and numbers carry all of theirs along.
function draw() {
  const at = +scrub.value;
  document.getElementById("at-text").value = `${at} of ${scrub.max}`;
  const places = element => {
    element.places ??= [element.dataset.x.trim().split(" "), element.dataset.y.trim().split(" ")];
    const [x, y] = element.places, last = Math.min(at, x.length - 1);
    return { x, y, last };
  };
  for (const ground of document.querySelectorAll(".sf-ground[data-x]")) {
    const { x, y, last } = places(ground);
    put(ground, "transform", `translate(${x[last]} ${y[last]})`);
  }
  for (const walk of document.querySelectorAll(".sf-walk")) {
    const { x, y, last } = places(walk);
    let d = "M";
    for (let i = 0; i <= last; i++) d += x[i] + " " + y[i] + " ";
    put(walk.querySelector(".sf-trail"), "d", d);
    put(walk.querySelector(".sf-here"), "transform", `translate(${x[last]} ${y[last]}) scale(1.7)`);
  }
  for (const cell of document.querySelectorAll("[data-steps]")) {
    cell.texts ??= cell.dataset.steps.split(" ");
    const text = cell.texts[Math.min(at, cell.texts.length - 1)];
    if (cell.textContent !== text) cell.textContent = text;
  }
}

function address() {
  const query = formQuery(form);
  if (query.get("at") === query.get("steps")) query.delete("at");
  if (query.getAll("show").length > 1) {
    const shown = query.getAll("show").filter(name => name !== "");
    const usual = [...form.querySelectorAll("input[name=show][data-usual]")].map(box => box.value);
    query.delete("show");
    if (shown.join() !== usual.join()) shown.forEach(name => query.append("show", name));
  }
  // What stands behind a click is said only where it is not as proposed.
  for (const input of form.querySelectorAll(".more [data-usual]"))
    if (query.get(input.name) === input.dataset.usual) query.delete(input.name);
  return "?" + query;
}

const keep = () => history.replaceState(null, "", "/descent" + address());

// Picks the walk up at the end where its end was shown before.
function resize() {
  const atEnd = scrub.value === scrub.max;
  scrub.max = field.value;
  if (atEnd) scrub.value = scrub.max;
}

let waiting = false;
async function load() {
  if (!form.checkValidity()) { say("A number is out of its range; it is marked."); return; }
  resize();
  if (waiting) return;
  // Several events of one frame make one question.
  waiting = true;
  await new Promise(requestAnimationFrame);
  waiting = false;
  keep();
  try {
    await loadParts("/descent/parts" + address());
    say("");
    draw();
  } catch (error) {
    if (error.name === "TypeError") say("The server has ended. The page keeps what it showed last.");
    else if (error.name !== "AbortError") say(error.message);
  }
}

form.addEventListener("input", event => {
  if (event.target === scrub) { halt(); draw(); }
  else load();
});
onOtherSize(load);
scrub.addEventListener("change", keep);
form.addEventListener("submit", event => event.preventDefault());

// Play: some forty steps a second, or in leaps for those who asked for less motion.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let timer = 0;

function halt() {
  if (!timer) return;
  clearInterval(timer);
  timer = 0;
  play.textContent = "Play";
  play.setAttribute("aria-pressed", "false");
  keep();
}

function step(by) {
  scrub.value = Math.max(0, Math.min(+scrub.max, +scrub.value + by));
  draw();
  if (scrub.value === scrub.max) halt();
}

play.addEventListener("click", () => {
  if (timer) { halt(); return; }
  if (scrub.value === scrub.max) scrub.value = 0;
  play.textContent = "Pause";
  play.setAttribute("aria-pressed", "true");
  const [by, pause] = calm.matches ? [Math.max(1, Math.round(scrub.max / 10)), 800] : [1, 25];
  draw();
  timer = setInterval(() => step(by), pause);
});
document.getElementById("back").addEventListener("click", () => { halt(); step(-1); keep(); });
document.getElementById("forth").addEventListener("click", () => { halt(); step(1); keep(); });
for (const button of document.querySelectorAll(".transport button")) button.disabled = false;
draw();
