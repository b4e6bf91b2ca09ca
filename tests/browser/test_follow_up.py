"""Story 4: a conversation that goes on, is corrected, and survives a reload."""

from playwright.sync_api import expect


def test_a_question_that_leans_on_the_one_before_is_understood(screen):
    screen.ask("What was DEVIDA's budget in 2014?")
    expect(screen.ask("And in 2016?").locator(".answer-text")).to_contain_text("78,890,928")


def test_the_conversation_survives_a_reload(screen):
    screen.ask("does Peru have an NPS early warning system?")
    screen.page.reload()
    answer = screen.page.locator(".answer")
    expect(answer).to_have_count(1)
    expect(answer.locator(".badge")).to_have_text("✕ No")
    expect(screen.page.get_by_test_id("user")).to_contain_text("does Peru have an NPS early warning system?")
    answer.locator(".citation a.place").first.click()
    assert screen.cited().startswith("Peru does not have an early warning system")


def test_an_edited_question_is_answered_in_its_place(screen):
    screen.ask("What was DEVIDA's budget in 2014?")
    screen.ask("How tall is Machu Picchu?")
    page = screen.page
    page.get_by_role("button", name="Edit").first.click()
    page.locator("#chat textarea").fill("What was DEVIDA's budget in 2015?")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".answer")).to_have_count(1)
    expect(page.locator(".answer-text")).to_contain_text("109,354,044")


def test_undo_returns_the_question_to_the_box_and_retry_asks_it_again(screen):
    page = screen.page
    first = screen.ask("What was DEVIDA's budget in 2014?").get_attribute("id")
    page.get_by_role("button", name="Retry").click()
    expect(page.locator(f"#{first}")).to_have_count(0)
    expect(page.locator(".answer-text")).to_contain_text("88,943,007")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".answer")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("What was DEVIDA's budget in 2014?")


def test_clear_forgets_the_conversation(screen):
    page = screen.page
    screen.ask("What was DEVIDA's budget in 2014?")
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".answer")).to_have_count(0)
    page.reload()
    expect(page.locator("#chat .example").first).to_be_visible()
    expect(page.locator(".answer")).to_have_count(0)


def test_a_question_too_long_is_refused_and_kept(screen):
    page = screen.page
    long = "does Peru have a drug authority " * 80
    page.fill("#question textarea", long)
    page.press("#question textarea", "Enter")
    expect(page.locator("#notice [role='alert']")).to_contain_text("at most 2,000")
    expect(page.locator("#question textarea")).to_have_value(long)


def test_what_a_question_holds_is_shown_and_not_run(screen):
    screen.ask("<img src=x onerror=\"document.title='broken'\"> **does** Peru have $x$ `an` NPS early warning system?")
    expect(screen.page.get_by_test_id("user")).to_contain_text("<img src=x onerror=\"document.title='broken'\"> **does** Peru have $x$ `an`")
    expect(screen.page).to_have_title("Report assistant")
