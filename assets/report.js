// What pages do, with both renderers: search, frames that scroll, menus, and the place
// in the contents. Without it every page can be read, and every link followed.
(() => {
  const root = new URL("..", document.currentScript.src);
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // Search: all words of the question have to stand in a part of a page.
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const most = 12;
  const around = 60;
  let loaded;
  const load = () =>
    (loaded ??= fetch(new URL("search.json", root))
      .then((answer) => answer.json())
      .then((entries) => entries.map((entry) => ({
        ...entry,
        in: { title: plain(entry.title), section: plain(entry.section), text: plain(entry.text) },
      }))));

  const score = (entry, words) => {
    let total = 0;
    for (const word of words) {
      const found =
        4 * entry.in.title.includes(word) + 3 * entry.in.section.includes(word) + entry.in.text.includes(word);
      if (!found) return 0;
      total += found;
    }
    return total;
  };

  const snippet = (entry, words) => {
    const places = words.map((word) => entry.in.text.indexOf(word)).filter((place) => place >= 0);
    const start = Math.max(0, Math.min(...places, entry.text.length) - around);
    const end = start + 3 * around;
    const cut = entry.text.slice(start, end);
    const parts = [start ? "…" : ""];
    let at = 0;
    const low = plain(cut).length === cut.length ? plain(cut) : cut.toLowerCase();
    while (at < cut.length) {
      const [place, word] = words
        .map((word) => [low.indexOf(word, at), word])
        .filter(([place]) => place >= 0)
        .sort(([one], [other]) => one - other)[0] ?? [cut.length, ""];
      parts.push(cut.slice(at, place));
      if (word) parts.push(make("mark", {}, cut.slice(place, place + word.length)));
      at = place + word.length || cut.length;
    }
    return [...parts, end < entry.text.length ? "…" : ""];
  };

  const shown = (entry, words) =>
    make("li", {}, make("a", { href: new URL(entry.href, root) },
      make("strong", {}, [entry.title, entry.section].filter(Boolean).join(" › ")),
      make("span", {}, ...snippet(entry, words))));

  const addSearch = (menu) => {
    const field = make("input", {
      type: "search", placeholder: "Search", "aria-label": "Search this site",
      "aria-controls": "search-results", autocomplete: "off",
    });
    const list = make("ul", { id: "search-results", "aria-label": "Pages found", hidden: "" });
    const said = make("p", { role: "status" });
    const box = make("div", { class: "site-search", role: "search" }, field, said, list);
    const close = () => {
      list.hidden = true;
      said.textContent = "";
    };
    const answer = async () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      if (!words.length) return close();
      let entries = [];
      try {
        entries = await load();
      } catch {
        said.textContent = "Search works on the published site.";
        return;
      }
      const found = entries
        .map((entry) => [score(entry, words), entry])
        .filter(([points]) => points)
        .sort(([one], [other]) => other - one);
      list.replaceChildren(...found.slice(0, most).map(([, entry]) => shown(entry, words)));
      list.hidden = !found.length;
      said.textContent = found.length
        ? `${found.length} found${found.length > most ? `, the first ${most} shown` : ""}`
        : "Nothing found";
    };
    field.addEventListener("focus", () => load().catch(() => {}));
    field.addEventListener("input", answer);
    box.addEventListener("keydown", (event) => {
      const stops = [field, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) stops[Math.min(Math.max(at + step, 0), stops.length - 1)].focus();
      else if (event.key === "Enter" && at === 0) stops[1]?.click();
      else if (event.key === "Escape") {
        field.focus();
        close();
      } else return;
      event.preventDefault();
    });
    box.addEventListener("focusout", (event) => box.contains(event.relatedTarget) || close());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    menu.append(box);
  };
  const menu = document.querySelector("#site-menu, #navbarCollapse");
  if (menu) addSearch(menu);

  // A table or chart that is wider than the screen scrolls in its own frame: let the
  // keyboard reach it, for as long as it is wider.
  const words = (frame) => {
    const table = frame.querySelector("table");
    const text = table ? table.caption?.textContent : frame.querySelector("img")?.alt.split(". ")[0];
    return text?.trim() || "Table";
  };
  const frames = new ResizeObserver((changed) => {
    for (const { target: frame } of changed) {
      if (frame.scrollWidth > frame.clientWidth + 1) {
        frame.tabIndex = 0;
        frame.setAttribute("role", "region");
        frame.setAttribute("aria-label", words(frame));
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) frame.removeAttribute(name);
      }
    }
  });
  for (const frame of document.querySelectorAll("main :is(.table-scroll, .chart-scroll, .cell-output-display)")) {
    if (!frame.querySelector(".table-scroll, .chart-scroll")) frames.observe(frame);
  }

  // The navigation bar takes two lines where its entries do not fit in one: what stays
  // below it has to know its height.
  const bar = document.getElementById("quarto-header");
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--bar", `${bar.offsetHeight}px`);
  }).observe(bar);

  // Menus of the page template; Quarto's have scripts of their own.
  const button = document.querySelector("[aria-controls=site-menu]");
  button?.addEventListener("click", () =>
    button.setAttribute("aria-expanded", button.getAttribute("aria-expanded") !== "true"));
  const lists = [...document.querySelectorAll("#site-menu details")];
  const shut = (event) => {
    for (const list of lists) {
      if (event.key === "Escape" && list.contains(document.activeElement)) list.firstElementChild.focus();
      if (event.key === "Escape" || !list.contains(event.target)) list.open = false;
    }
  };
  document.addEventListener("click", shut);
  document.addEventListener("keydown", (event) => event.key === "Escape" && shut(event));

  // The contents say which part is being read.
  const links = [...document.querySelectorAll("#TOC:not(.toc-active) a")];
  const parts = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    const top = parts.findLastIndex((part) => part?.getBoundingClientRect().top < 120);
    links.forEach((link, place) => link.classList.toggle("active", place === Math.max(top, 0)));
  };
  if (links.length) {
    document.addEventListener("scroll", () => requestAnimationFrame(mark), { passive: true });
    mark();
  }
})();
