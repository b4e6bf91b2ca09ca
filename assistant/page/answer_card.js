// Answers in the chat: a new one opens the report at its first citation; links, copying, and names for screen readers.
(() => {
  const page = (window.reportPage = window.reportPage || {});
  const seen = new Set();

  const place = (link) => page.parsePlace(link.getAttribute("href"));
  const placesOf = (answer) => [...answer.querySelectorAll("a.place")].map(place).filter(Boolean);

  // A link of an answer was followed: the answer's other citations are marked lightly, and "back" returns to the link.
  page.linkContext = (target) => {
    const link = document.activeElement?.closest?.("a[href^='#at=']");
    if (!link) return { focus: true };
    const answer = link.closest(".answer");
    return { focus: true, from: answer || link.closest(".finding") ? link : null, others: answer ? placesOf(answer) : [] };
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href^='#at=']");
    if (link && link.getAttribute("href") === location.hash) {
      // The address is this one already, so no hashchange will come.
      event.preventDefault();
      link.focus();
      page.showPlace(place(link), page.linkContext());
      return;
    }
    if (link) link.focus();
    const button = event.target.closest?.(".copy-answer");
    if (button) copy(button);
  });

  async function copy(button) {
    const markdown = button.closest(".answer").querySelector(".answer-markdown").textContent;
    await navigator.clipboard.writeText(markdown);
    const [label, done] = button.children;
    const say = (copied) => {
      label.hidden = copied;
      done.hidden = !copied;
    };
    say(true);
    button.addEventListener("blur", () => say(false), { once: true });
    button.addEventListener("mouseleave", () => say(false), { once: true });
  }

  function arrived(chat) {
    const answers = [...chat.querySelectorAll(".answer")];
    const latest = answers.at(-1);
    page.nameMessages();
    if (latest && !seen.has(latest.id)) {
      const first = latest.querySelector(".citations:not(.nearest) a.place");
      if (first && !(seen.size === 0 && page.parsePlace(location.hash))) page.showPlace(place(first), { others: placesOf(latest) });
    }
    if (latest && !seen.has(latest.id)) toTop(chat, latest);
    answers.forEach((answer) => seen.add(answer.id));
  }

  // A new answer is read from its beginning: its question goes to the top of the chat.
  function toTop(chat, answer) {
    const list = chat.querySelector("[role='log']");
    const asked = [...chat.querySelectorAll("[data-testid='user']")].at(-1) || answer;
    requestAnimationFrame(() => (list.scrollTop += asked.getBoundingClientRect().top - list.getBoundingClientRect().top - 12));
  }

  // Gradio reads a message's HTML out as its name; a short name does, the message itself is read as text.
  function nameMessage(message) {
    const name = message.dataset.testid === "bot" ? page.words.message_answer : page.words.message_question;
    if (!name) return;
    if (message.getAttribute("aria-label") !== name) {
      message.setAttribute("aria-label", name);
      message.setAttribute("role", "group");
    }
  }

  page.nameMessages = () => {
    document.querySelectorAll("#chat :is([data-testid='bot'], [data-testid='user'])").forEach(nameMessage);
    // Gradio calls the examples a list but puts buttons into it, not items.
    for (const examples of document.querySelectorAll("#chat .examples[role='list']")) examples.setAttribute("role", "group");
  };

  page.watchChat = () => {
    const chat = document.querySelector("#chat");
    if (!chat || chat.dataset.watched) return;
    chat.dataset.watched = "yes";
    new MutationObserver(() => arrived(chat)).observe(chat, { childList: true, subtree: true });
    arrived(chat);
  };
})();
