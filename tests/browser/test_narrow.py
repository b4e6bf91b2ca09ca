"""Story 5: a question limited to an area, and the limit told in the answer."""

from playwright.sync_api import expect


def choose_area(screen, area: str) -> None:
    box = screen.page.get_by_label("Limit to areas")
    box.click()
    screen.page.get_by_role("option", name=area).click()
    box.press("Escape")


def test_an_area_limits_the_answer_and_is_told_in_it(screen):
    choose_area(screen, "International Cooperation")
    answer = screen.ask("does Peru have an NPS early warning system?")
    expect(answer.locator(".limit")).to_have_text("Limited to: International Cooperation")
    for place in answer.locator("a.place").all_inner_texts():
        assert "International Cooperation" in place


def test_a_limit_stays_with_its_answer_when_it_is_lifted(screen):
    choose_area(screen, "Control Measures")
    first = screen.ask("does Peru have an NPS early warning system?")
    screen.page.locator("#areas .token-remove").first.click()
    second = screen.ask("What was DEVIDA's budget in 2014?")
    expect(first.locator(".limit")).to_have_text("Limited to: Control Measures")
    expect(second.locator(".limit")).to_have_count(0)


def test_an_answer_asked_again_keeps_its_limit(screen):
    choose_area(screen, "Control Measures")
    before = screen.ask("does Peru have an NPS early warning system?").get_attribute("id")
    screen.page.locator("#areas .token-remove").first.click()
    screen.page.get_by_role("button", name="Retry").click()
    expect(screen.page.locator(f"#{before}")).to_have_count(0)
    expect(screen.page.locator(".answer .limit")).to_have_text("Limited to: Control Measures")
