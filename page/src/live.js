/** On a page of a server: says so when the log has more than the page was made of. */

const SECONDS = 30;
const { live, head } = document.body.dataset;
const news = document.getElementById("news");

async function look() {
  if (document.hidden || !live || !news || news.textContent) return;
  const answer = await fetch(live, { cache: "no-store" }).catch(() => null);
  if (answer?.ok && (await answer.json()).head !== head) tell(news);
}

/** @param {HTMLElement} place */
function tell(place) {
  const link = document.createElement("a");
  link.href = location.href;
  link.textContent = "Show it";
  link.addEventListener("click", () => location.reload());
  place.append("The log has news. ", link);
}

setInterval(look, SECONDS * 1000);
document.addEventListener("visibilitychange", look);
look();
