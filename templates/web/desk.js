// Keys of the desk: each presses a button that is there without them.
const stories = [...document.querySelectorAll(".draft-story")];
const typing = (e) => e.target.matches("input, textarea, select");
const here = () => document.activeElement.closest(".draft-story");

function go(step) {
  const at = stories.indexOf(here());
  const next = stories[Math.min(stories.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  if (next) {
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }
}

document.addEventListener("keydown", (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey) return;
  if (e.key === "Escape" && typing(e)) return e.target.blur();
  if (typing(e)) return;
  if (e.key === "j" || e.key === "k") {
    e.preventDefault();
    return go(e.key === "j" ? 1 : -1);
  }
  if (e.key === "?") {
    const keys = document.querySelector(".keys");
    if (keys) keys.open = !keys.open;
    return;
  }
  if (e.key === "Enter" && e.target !== here()) return;
  const key = CSS.escape(e.key);
  const found = here()?.querySelector(`[data-key="${key}"]`) ??
    [...document.querySelectorAll(`[data-key="${key}"]`)].find((one) => !one.closest(".draft-story"));
  if (!found) return;
  e.preventDefault();
  if (found.matches("select")) found.focus();
  else found.click();
});

// Back from a decision: where it was made, or, where that story is gone, at the one that took its place.
const wanted = location.hash.slice(1);
if (stories.length) {
  const place = Number(sessionStorage.getItem("place") ?? 0);
  const back = document.getElementById(wanted);
  if (back) back.focus({ preventScroll: false });
  else if (wanted) stories[Math.min(place, stories.length - 1)].focus();
  document.addEventListener("submit", () => sessionStorage.setItem("place", String(Math.max(0, stories.indexOf(here())))));
}
