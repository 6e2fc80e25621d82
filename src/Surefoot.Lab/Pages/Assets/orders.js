// Requests that change something: they bring the token of this page along.

import { say } from "./parts.js";

const token = document.querySelector("meta[name=surefoot-token]").content;

export async function order(address) {
  try {
    const answer = await fetch(address, { method: "POST", headers: { "X-Surefoot-Token": token } });
    say(await answer.text());
    return answer.ok;
  } catch {
    say("The server does not answer; it may have ended.");
    return false;
  }
}
