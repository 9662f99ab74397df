// Brings in what is new on the page, part by part, and leaves alone whatever somebody is reading or writing in.
const EVERY_MS = 1000;
const said = new Map();
const parts = (page) => page.querySelectorAll("[data-live] > [id]");
const busy = (part) => part.contains(document.activeElement) || part.querySelector("details.edit[open], .bench select:focus");
for (const part of parts(document)) said.set(part.id, part.outerHTML);

function bringIn(region, fresh) {
  const now = [...fresh.children].filter((part) => part.id);
  const ids = new Set(now.map((part) => part.id));
  for (const part of [...region.children]) if (part.id && !ids.has(part.id) && !busy(part)) part.remove();
  let before = null;
  for (const part of now) {
    const old = document.getElementById(part.id), html = part.outerHTML;
    if (!old) before ? before.after(part) : region.prepend(part);
    else if (said.get(part.id) !== html && !busy(old)) {
      part.querySelector("details")?.toggleAttribute("open", old.querySelector("details")?.open ?? false);
      old.replaceWith(part);
    }
    before = document.getElementById(part.id);
    if (before === part) said.set(part.id, html);
  }
}

async function look() {
  const answer = document.hidden ? null : await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const region of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(region.id);
      if (fresh) bringIn(region, fresh);
    }
  }
  setTimeout(look, EVERY_MS);
}
setTimeout(look, EVERY_MS);
