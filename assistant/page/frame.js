// Small screens show one pane at a time; the header's buttons switch between them.
(() => {
  const page = (window.reportPage = window.reportPage || {});
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".show-chat")) page.back();
    if (event.target.closest?.(".show-report")) document.body.dataset.pane = "report";
  });
  // A link that asks a question asks it once, not at each reload.
  page.forgetQuestionLink = () => {
    const url = new URL(location.href);
    if (!url.searchParams.has("q")) return;
    url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
  };
})();
