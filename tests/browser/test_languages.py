"""The page speaks the browser's language, and another one when the reader asks for it."""

from playwright.sync_api import expect


def test_a_spanish_browser_reads_the_page_in_spanish(new_screen):
    screen = new_screen(locale="es-PE").open()
    page = screen.page
    expect(page.get_by_role("heading", name="Asistente de informes")).to_be_visible()
    expect(page.get_by_role("textbox", name="Su pregunta")).to_have_attribute("placeholder", "Pregunte sobre el informe")
    expect(page.get_by_role("button", name="Preguntar")).to_be_visible()
    expect(page.get_by_role("tab", name="Panorama")).to_be_visible()
    expect(page.get_by_text("Contenido", exact=True)).to_be_visible()
    expect(page.locator("#chat .example").first).to_have_text("¿Tiene el Perú un sistema de alerta temprana sobre NSP?")
    expect(page.locator(".statement-label").first).to_have_text("Objetivo – la meta fijada, no un hallazgo")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page).to_have_title("Asistente de informes")


def test_the_language_can_be_switched_and_is_remembered(screen):
    page = screen.page
    page.get_by_label("Language").click()
    page.get_by_role("option", name="Français").click()
    expect(page.get_by_role("textbox", name="Votre question")).to_be_visible()
    expect(page.get_by_text("Sommaire", exact=True)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.reload()
    expect(page.get_by_role("textbox", name="Votre question")).to_be_visible()
    expect(page.locator(".statement-label").first).to_have_text("Objectif – le but fixé, pas un constat")
