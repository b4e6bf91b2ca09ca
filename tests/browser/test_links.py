"""Story 7: links to a place and to a question."""

from urllib.parse import quote

from playwright.sync_api import expect

QUOTED = "Peru does not have an early warning system for identifying and tracing new psychoactive substances (NPS)"


def test_a_link_to_a_passage_opens_the_app_at_that_place(new_screen, root):
    text = (root / "corpus" / "peru_2019.txt").read_text("utf-8-sig")
    start = text.index(QUOTED)
    screen = new_screen().open(f"#at=peru_2019:{start}-{start + len(QUOTED)}")
    assert screen.cited() == QUOTED
    expect(screen.page.locator(".report-body mark.current").first).to_be_in_viewport()


def test_a_link_to_a_question_asks_it_once(new_screen):
    screen = new_screen().open(f"?q={quote('does Peru have an NPS early warning system?')}")
    expect(screen.page.locator(".answer .badge")).to_have_text("✕ No")
    expect(screen.page).to_have_url(screen.url)
    screen.page.reload()
    expect(screen.page.locator(".answer")).to_have_count(1)


def test_a_citation_is_a_link_that_another_reader_can_open(screen, new_screen):
    answer = screen.ask("does Peru have an NPS early warning system?")
    link = answer.locator(".citation a.place").first.get_attribute("href")
    other = new_screen().open(link)
    assert other.cited().startswith(QUOTED)


def test_a_link_to_an_unknown_report_says_so(new_screen):
    screen = new_screen()
    screen.page.goto(f"{screen.url}#at=nowhere_1900:10-20")
    expect(screen.page.locator(".report-body")).to_contain_text("The corpus holds no report named “nowhere_1900”.")
    screen.page.goto("about:blank")
    screen.page.goto(f"{screen.url}#at=peru_2019:99999999-99999999999")
    expect(screen.page.locator(".report-body article")).to_be_visible()
