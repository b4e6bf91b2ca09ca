"""Stories 2 and 3: where the report does not say, and where it contradicts itself."""

from playwright.sync_api import expect


def test_an_unanswerable_question_is_told_so_and_shown_what_is_nearest(screen):
    answer = screen.ask("How tall is Machu Picchu?")
    expect(answer.locator(".badge")).to_have_text("○ Not in the report")
    expect(answer.locator(".answer-text")).to_contain_text("The report does not say")
    expect(answer.locator(".nearest-label")).to_have_text("Nearest passages – not an answer")
    expect(answer.locator(".citations.nearest .citation").first).to_be_visible()
    expect(answer.locator(".citations:not(.nearest)")).to_have_count(0)
    expect(screen.page.locator(".report-body mark")).to_have_count(0)


def test_both_places_of_a_contradiction_stand_side_by_side(screen):
    answer = screen.ask("Does Peru implement mechanisms for identifying new psychoactive substances?")
    expect(answer.locator(".badge")).to_have_text("◐ Partly")
    expect(answer.locator(".conflict-note")).to_contain_text("contradicts itself")
    places = answer.locator(".side-by-side > .citation")
    expect(places).to_have_count(2)
    first, second = places.nth(0).bounding_box(), places.nth(1).bounding_box()
    assert abs(first["y"] - second["y"]) < 2
    assert second["x"] >= first["x"] + first["width"]
    expect(places.nth(0)).to_contain_text("promotes and implements mechanisms")
    expect(places.nth(1)).to_contain_text("does not foster or implement mechanisms")
