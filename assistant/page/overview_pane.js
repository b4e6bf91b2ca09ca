// The overview tab: a click on a figure or on a number of the table lists the findings behind it.
(() => {
  const page = (window.reportPage = window.reportPage || {});
  let list = null;
  let fetchFindings = null;

  page.mountFindings = (element, server) => {
    list = element.querySelector(".findings-list");
    fetchFindings = (wanted) => server.list_findings(wanted);
  };

  page.listFindings = async (report, area, section, tone, round) => {
    list.innerHTML = await fetchFindings([document.documentElement.lang, report, area, section, tone, round]);
    const title = list.querySelector(".findings-title");
    title?.scrollIntoView({ block: "start" });
    title?.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("#overview button.count");
    if (button) page.listFindings(button.dataset.report, button.dataset.area, button.dataset.section, button.dataset.tone, "");
  });

  // Gradio draws the figures; each gets its click once it stands on the page.
  new MutationObserver(() => {
    for (const figure of document.querySelectorAll("#overview .js-plotly-plot:not([data-listens])")) {
      if (!figure.on) continue;
      figure.dataset.listens = "yes";
      figure.on("plotly_click", (event) => page.listFindings(...event.points[0].customdata));
    }
  }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });

  // Opens the tab that an element stands in, if it is not open.
  page.openTabOf = (element) => {
    const panel = element?.closest?.("[role='tabpanel']");
    const tab = panel && document.querySelector(`#panes button[role='tab'][aria-controls='${panel.id}']`);
    if (tab && tab.getAttribute("aria-selected") !== "true") tab.click();
  };
})();
