// Small screens show one pane at a time; the header's buttons switch between them.
(() => {
  const page = (window.reportPage = window.reportPage || {});
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".show-chat")) page.back();
    if (event.target.closest?.(".show-report")) page.showPane("report");
  });
  page.showPane = (pane) => {
    document.querySelector("#page").dataset.pane = pane;
    document.querySelector(".show-chat")?.setAttribute("aria-pressed", String(pane === "chat"));
    document.querySelector(".show-report")?.setAttribute("aria-pressed", String(pane === "report"));
  };
  // The page's words in the chosen language; Gradio's own widgets get theirs from Python.
  page.words = {};
  page.speak = (language, words) => {
    document.documentElement.lang = language;
    page.words = words;
    document.title = words.title;
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = words[element.dataset.word];
    for (const element of document.querySelectorAll("[data-word-label]")) element.setAttribute("aria-label", words[element.dataset.wordLabel]);
    page.nameMessages?.();
    page.showPane(document.querySelector("#page").dataset.pane || "chat");
  };
  // Saves a file that the server made: {name, type, text}.
  page.save = (file) => {
    if (!file) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([file.text], { type: file.type }));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  // A link that asks a question asks it once, not at each reload.
  page.forgetQuestionLink = () => {
    const url = new URL(location.href);
    if (!url.searchParams.has("q")) return;
    url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
  };
})();
