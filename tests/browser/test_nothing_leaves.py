"""No request leaves the machine, and the browser has nothing to complain about."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

DRAWING_MS = 60_000
"""Ample: Plotly's first drawing competes with the other tests for two cores; what is tested is where requests go, not how fast it is."""


def test_every_request_of_a_whole_visit_stays_on_this_machine(new_screen):
    screen = new_screen().open()
    page = screen.page
    answer = screen.ask("does Peru have an NPS early warning system?")
    answer.locator(".citation a.place").nth(1).click()
    page.get_by_role("button", name="Dislike").click()
    expect(page.locator("#feedback")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("tab", name="Overview").click()
    page.wait_for_selector("#timeline .js-plotly-plot[data-listens]", timeout=DRAWING_MS)
    with page.expect_download():
        page.locator("#downloads").get_by_role("button", name="JSON").click()
    screen.settle()
    page.reload()
    page.wait_for_selector(".report-body article")
    hosts = {urlsplit(url).hostname for url in screen.requests if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    assert hosts == {"127.0.0.1"}
    assert screen.complaints == []


def test_the_page_works_where_the_network_is_gone(new_screen, server):
    screen = new_screen()
    refused = []

    def answer_only_ourselves(route):
        if route.request.url.startswith(server.url):
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    screen.page.route("**/*", answer_only_ourselves)
    screen.open()
    expect(screen.ask("does Peru have an NPS early warning system?").locator(".badge")).to_have_text("✕ No")
    assert refused == []
