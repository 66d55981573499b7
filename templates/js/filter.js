// Shows only the stories of one actor. Everything can be read without it.
const form = document.getElementById("filter");
if (form) {
  const select = document.getElementById("actor-filter");
  const count = document.getElementById("filter-count");
  const stories = [...document.querySelectorAll("article.story")];
  const sections = [...document.querySelectorAll("section.actor")];
  const show = () => {
    const wanted = select.value;
    let shown = 0;
    for (const story of stories) {
      story.hidden = wanted !== "" && !story.dataset.actors.split(" ").includes(wanted);
      if (!story.hidden) shown += 1;
    }
    for (const section of sections) section.hidden = !section.querySelector("article.story:not([hidden])");
    count.textContent = wanted === "" ? "" : count.dataset.words.replace("{shown}", shown).replace("{all}", stories.length);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  select.addEventListener("change", show);
  form.hidden = false;
  show();
}
// Older browsers do not open a closed passage that a link leads to.
const reveal = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const closed = target && target.closest("details:not([open])");
  if (closed) { closed.open = true; target.scrollIntoView(); }
};
addEventListener("hashchange", reveal);
reveal();
