// Loads the page again when it was rebuilt, and shows what stands in the way.
const source = new EventSource(
  "/__preview__/events?" + encodeURIComponent(decodeURIComponent(location.pathname)),
);
const shown = document.currentScript.dataset.version;
source.onmessage = (event) => {
  const { version, error } = JSON.parse(event.data);
  document.getElementById("preview-error")?.remove();
  if (error) {
    const box = document.createElement("pre");
    box.id = "preview-error";
    box.setAttribute("role", "alert");
    box.textContent = error;
    document.body.prepend(box);
  } else if (shown !== version) {
    location.reload();
  }
};
