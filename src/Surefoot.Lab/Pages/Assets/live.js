// Listens for changes while the page is seen. A browser opens six connections to one server at most: pages that nobody looks at give theirs back.

import { say } from "./parts.js";

const GONE = "The server has ended. The page keeps what it showed last.";

// Calls changed() once at first and then after changes; never again before the call before has ended.
export function listen(changed) {
  let source = null, busy = false, again = false, lost = 0;

  async function run() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      await changed();
    } catch (error) {
      if (error.name !== "AbortError" && error.name !== "TypeError") say(error.message);
    }
    busy = false;
    if (again) { again = false; run(); }
  }

  function open() {
    if (source || document.hidden) return;
    source = new EventSource("/events");
    source.onmessage = () => {
      clearTimeout(lost);
      lost = 0;
      if (document.body.classList.contains("ended")) say("");
      document.body.classList.remove("ended");
      run();
    };
    source.onerror = () => {
      // One error may be a hiccup, after which the source tries again by itself within 100 ms. Where it finds nobody
      // for longer it is given up, and the server is asked every few seconds, not ten times in each.
      lost ||= setTimeout(() => {
        lost = 0;
        document.body.classList.add("ended");
        say(GONE);
        close();
        setTimeout(open, 3000);
      }, 500);
    };
  }

  function close() {
    source?.close();
    source = null;
  }

  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
  return run;
}
