// The report pane: fetches a report once, shows a place in it, marks the quoted words, finds the way back to the answer.
(() => {
  const page = (window.reportPage = window.reportPage || {});
  const fetched = new Map();
  let fetchReport = null;
  let root = null;
  let shown = null;
  let origin = null;

  page.parsePlace = (hash) => {
    const match = /^#at=([^:]+):(\d+)-(\d+)$/.exec(hash || "");
    if (!match) return null;
    try {
      return { report: decodeURIComponent(match[1]), start: Number(match[2]), end: Number(match[3]) };
    } catch {
      return null;
    }
  };

  // Called by the component when it stands on the page; `server` reaches the Python function.
  page.mountReport = (element, server) => {
    root = element;
    fetchReport = (id) => server.report_payload([id, document.documentElement.lang]);
    new ResizeObserver(() => {
      if (waiting?.isConnected) scrollTo(waiting);
    }).observe(element.querySelector(".report-body"));
    element.querySelector(".back-to-answer").addEventListener("click", back);
    element.querySelector(".report-choice").addEventListener("change", (event) => page.openReport(event.target.value));
    element.querySelector(".contents").addEventListener("click", (event) => {
      if (event.target.closest("a")) element.querySelector(".contents-menu").open = false;
    });
    element.addEventListener("keydown", (event) => {
      const menu = element.querySelector(".contents-menu");
      if (event.key !== "Escape") return;
      if (menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      } else back();
    });
    document.addEventListener("click", (event) => {
      const menu = element.querySelector(".contents-menu");
      if (menu.open && !menu.contains(event.target)) menu.open = false;
    });
  };

  // Called once the reports are known: [[id, title], ...].
  page.listReports = (reports) => {
    const choice = root.querySelector(".report-choice");
    choice.replaceChildren(...reports.map(([id, title]) => new Option(title, id)));
    choice.hidden = reports.length < 2;
    const place = page.parsePlace(location.hash);
    if (place) page.showPlace(place, { focus: true });
    else if (!shown && reports.length) page.openReport(reports[0][0]);
  };

  page.openReport = async (id) => {
    if (shown === id) return;
    if (!fetched.has(id)) fetched.set(id, fetchReport(id));
    const payload = await fetched.get(id);
    shown = id;
    const title = root.querySelector(".report-title");
    title.textContent = payload.title;
    title.title = payload.title;
    root.querySelector(".contents").innerHTML = payload.contents;
    const body = root.querySelector(".report-body");
    body.innerHTML = payload.body;
    body.scrollTop = 0;
    root.querySelector(".report-choice").value = id;
  };

  // Shows text[start:end] of a report. `others`: further places of the same answer, marked more lightly.
  page.showPlace = async (place, { focus = false, from = null, others = [] } = {}) => {
    if (from) origin = from;
    await page.openReport(place.report);
    unmark();
    const marks = mark(place, "cited current");
    others.filter((o) => o.report === place.report && o.start !== place.start).forEach((o) => mark(o, "cited other"));
    const target = marks[0] || nearestBlock(place.start);
    if (!target) return;
    root.classList.toggle("has-origin", Boolean(origin && origin.isConnected));
    if (focus || from) page.showPane("report");
    page.openTabOf(root);
    scrollTo(target);
    if (focus || from) {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
    root.dataset.place = `${place.report}:${place.start}-${place.end}`;
  };

  let waiting = null; // a place to scroll to once the pane is on the screen

  function scrollTo(target) {
    const body = root.querySelector(".report-body");
    waiting = body.clientHeight ? null : target;
    const box = target.getBoundingClientRect();
    body.scrollTop += box.top - body.getBoundingClientRect().top - body.clientHeight / 3;
  }

  function back() {
    const target = origin && origin.isConnected ? origin : document.querySelector("#question textarea");
    page.openTabOf(target);
    if (!target?.closest("#right")) page.showPane("chat");
    whenShown(target, () => target.focus());
  }
  page.back = back;

  // A tab opens in its own time; what stands in it takes the focus only then.
  function whenShown(element, act, frames = 30) {
    if (!element) return;
    if (element.offsetParent || !frames) act();
    else requestAnimationFrame(() => whenShown(element, act, frames - 1));
  }

  function mark(place, names) {
    const marks = [];
    for (const run of root.querySelectorAll(".report-body [data-o]")) {
      const from = Number(run.dataset.o);
      if (from >= place.end) continue; // a footnote inside a paragraph stands after it on the page: the order is not that of the text
      const to = from + run.textContent.length;
      if (to <= place.start) continue;
      marks.push(...markInside(run, Math.max(0, place.start - from), Math.min(to, place.end) - from, names));
    }
    return marks;
  }

  function markInside(run, start, end, names) {
    const marks = [];
    let position = 0;
    for (const node of textNodes(run)) {
      const length = node.data.length;
      const left = Math.max(0, start - position);
      const right = Math.min(length, end - position);
      position += length;
      if (left >= right || node.parentElement.closest("mark")) continue;
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, right);
      const element = document.createElement("mark");
      element.className = names;
      range.surroundContents(element);
      marks.push(element);
    }
    return marks;
  }

  function textNodes(run) {
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    return nodes;
  }

  function unmark() {
    for (const element of root.querySelectorAll(".report-body mark")) {
      const parent = element.parentNode;
      element.replaceWith(...element.childNodes);
      parent.normalize();
    }
  }

  function nearestBlock(offset) {
    let best = null;
    for (const element of root.querySelectorAll(".report-body [data-start], .report-body [data-o]")) {
      const start = Number(element.dataset.start ?? element.dataset.o);
      if (start <= offset && (!best || start >= Number(best.dataset.start ?? best.dataset.o))) best = element;
    }
    return best;
  }

  window.addEventListener("hashchange", () => {
    const place = page.parsePlace(location.hash);
    if (place && root) page.showPlace(place, page.linkContext ? page.linkContext(place) : { focus: true });
  });
})();
