// Quarto's search weighs as much as a page. It is loaded when a reader turns to the
// search box, or comes from what it found.
(() => {
  const folder = new URL(".", document.currentScript.src);
  const parts = ["../clipboard/clipboard.min.js", "autocomplete.umd.js", "fuse.min.js", "quarto-search.js"];
  const narrow = window.matchMedia("(max-width: 991px)");
  const here = new URL(window.location);
  const asked = here.searchParams.has("q");
  let loading = false;

  // Quarto writes the address of the page into its links: without what was searched for.
  const address = (searched) => {
    const url = new URL(here);
    if (!searched) url.searchParams.delete("q");
    window.history.replaceState(window.history.state, "", url);
  };
  if (asked) address(false);

  const add = (name) => new Promise((loaded, failed) => {
    const script = document.createElement("script");
    script.src = new URL(name, folder);
    script.addEventListener("load", loaded);
    script.addEventListener("error", failed);
    document.head.append(script);
  });

  // The scripts begin when the page has been read, which it has been for long.
  const load = async () => {
    loading = true;
    new MutationObserver(mend).observe(document.body, {
      subtree: true, childList: true, attributeFilter: ["href", "aria-activedescendant"],
    });
    document.addEventListener("click", follow);
    const begin = [];
    const listen = document.addEventListener;
    document.addEventListener = (type, run, ...more) =>
      type === "DOMContentLoaded" ? begin.push(run) : listen.call(document, type, run, ...more);
    if (asked) address(true);
    for (const name of parts) await add(name);
    document.addEventListener = listen;
    const box = document.getElementById("quarto-search");
    const typed = box.querySelector("input")?.value || "";
    const held = box.contains(document.activeElement);
    box.replaceChildren();
    for (const run of begin) run();
    const field = box.querySelector("input") ?? box.querySelector("button");
    if (held) field.focus();
    if (held && field.matches("button")) field.click();
    if (typed) {
      field.value = typed;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  // What the search shows is a list of options, and an option holds no links: the
  // keyboard would be led into it. Enter follows the option; a click is followed here.
  const mend = () => {
    for (const link of document.querySelectorAll(".aa-Panel [role=option] a[href]")) {
      link.dataset.to = link.href;
      link.removeAttribute("href");
    }
    for (const field of document.querySelectorAll(".aa-Input[aria-activedescendant]")) {
      // Where nothing was found there is no option to be at.
      if (!document.getElementById(field.getAttribute("aria-activedescendant"))) {
        field.removeAttribute("aria-activedescendant");
      }
    }
    for (const panel of document.querySelectorAll(".aa-Panel:not([role])")) {
      panel.setAttribute("role", "region");
      panel.setAttribute("aria-label", "Found");
      panel.tabIndex = 0;
    }
  };
  const follow = (event) => {
    const to = event.target.closest?.("[data-to]")?.dataset.to;
    if (!to) return;
    if (event.ctrlKey || event.metaKey) window.open(to, "_blank", "noopener");
    else window.location.assign(to);
  };

  // Until then something stands there that looks alike.
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("quarto-search");
    if (!box) return;
    if (asked) return load();
    const options = document.getElementById("quarto-search-options").textContent;
    const words = JSON.parse(options).language;
    box.classList.add("type-textbox");
    const field = document.createElement(narrow.matches ? "button" : "input");
    field.type = narrow.matches ? "button" : "search";
    field.className = narrow.matches ? "aa-DetachedSearchButton" : "aa-Input search-waits";
    field.setAttribute("aria-label", words["search-label"]);
    if (narrow.matches) {
      const icon = document.createElement("i");
      icon.className = "bi bi-search";
      field.append(icon);
    } else {
      field.placeholder = words["search-text-placeholder"];
    }
    field.addEventListener(narrow.matches ? "click" : "focus", () => loading || load());
    box.append(field);
  });
})();
