"""In a real Chromium: words that were sought are marked, facts are jumped between, facets are pressed, links lead on."""

import re

from browsing import WAIT_MS, Visit, browser, expect, pytestmark, serve
from seed import HOSTILE

__all__ = ["browser", "pytestmark", "serve"]


def test_from_a_marked_word_to_its_place_and_on_to_the_next_fact(serve, browser) -> None:
    visit = Visit(browser, serve("realistic")[0])
    page = visit.go("/commentary?words=accident")
    hit = page.locator("blockquote mark.hit")
    expect(hit).to_have_text("accident")
    expect(page.locator("blockquote")).to_have_text("“The timing is no accident”")
    page.get_by_role("link", name="Read in its article").click()
    page.wait_for_url(re.compile(r"/articles\?.*mark=quote(:|%3A)1"))
    now = page.locator("mark.now")
    expect(now).to_have_text("The timing is no accident")
    expect(page.locator(".place")).to_have_text("3 of 3")
    page.get_by_role("button", name="Next ›").click()
    page.wait_for_url(re.compile("mark=1"))
    expect(now).to_contain_text("flew from Pyongyang to Tehran")
    page.get_by_role("button", name="Next ›").focus()
    page.keyboard.press("n")
    page.wait_for_url(re.compile("mark=2"))
    expect(now).to_contain_text("two short-range missiles")
    visit.settle()
    shared = page.url
    page.goto("about:blank")
    page.goto(shared)
    expect(now).to_contain_text("two short-range missiles")
    expect(page.locator('li > button[aria-current="true"]')).to_contain_text("North Korea, launch test")
    assert not visit.elsewhere and not visit.dialogs


def test_from_a_quote_to_the_event_in_its_article_and_back(serve, browser) -> None:
    """Links and Back keep the filters and what the list of quotes was narrowed to."""
    visit = Visit(browser, serve("realistic")[0])
    page = visit.go("/commentary?pair=IRN-PRK&words=accident&sort=Oldest+first&confidence=0.1")
    quote = page.get_by_text("“The timing is no accident”")
    expect(quote).to_be_visible()
    visit.settle()
    page.get_by_role("link", name="Read in its article").click()
    now = page.locator("mark.now")
    expect(now).to_be_in_viewport(timeout=WAIT_MS)
    visit.settle()
    page.get_by_role("link", name="See the event").first.click()
    page.wait_for_url(re.compile(r"/event\?.*event=visit(:|%3A)1"))
    expect(page.get_by_role("heading", name="Visit 1", exact=True)).to_be_visible(timeout=WAIT_MS)
    assert "pair=IRN-PRK" in page.url and "confidence=0.1" in page.url
    visit.settle()
    page.go_back()
    page.wait_for_url(re.compile(r"mark=quote(:|%3A)1"))
    expect(now).to_have_text("The timing is no accident", timeout=WAIT_MS)
    visit.settle()
    page.go_back()
    expect(quote).to_be_visible(timeout=WAIT_MS)
    visit.settle()
    page.get_by_role("link", name="All of this name").click()
    expect(page.get_by_role("button", name="Back to all speakers")).to_be_visible(timeout=WAIT_MS)
    page.wait_for_url(re.compile(r"/speakers\?.*name=Mara"))
    visit.settle()
    page.go_back()
    expect(page.locator("blockquote mark.hit")).to_have_text("accident", timeout=WAIT_MS)
    assert "words=accident" in page.url and "sort=Oldest" in page.url
    assert not visit.elsewhere and not visit.dialogs


def test_a_pressed_value_narrows_the_list_and_back_takes_it_back(serve, browser) -> None:
    visit = Visit(browser, serve("realistic")[0])
    page = visit.go("/articles")
    expect(page.get_by_role("button", name="Download 3 articles (CSV)")).to_be_visible()
    wire = page.get_by_role("button", name=re.compile("Plain Wire"))
    expect(wire).to_have_attribute("aria-pressed", "false")
    wire.click()
    expect(page.get_by_role("button", name="Download 1 article (CSV)")).to_be_visible()
    expect(wire).to_have_attribute("aria-pressed", "true")
    page.wait_for_url(re.compile("outlet=Plain"))
    visit.settle()
    page.go_back()
    expect(page.get_by_role("button", name="Download 3 articles (CSV)")).to_be_visible()


def test_what_articles_write_stays_text(serve, browser) -> None:
    visit = Visit(browser, serve("hostile")[0])
    for path in (
        "/commentary?words=again&quote=3",
        "/articles?article_words=said",
        "/articles?article=4&mark=1",
        "/speakers",
    ):
        page = visit.go(path)
        page.wait_for_timeout(1000)
        assert page.evaluate("window.__xss") is None
        assert page.locator("img[src*=evil]").count() == 0
    page = visit.go("/commentary?quote=1")
    expect(page.locator("blockquote").first).to_contain_text(HOSTILE[0])
    assert not visit.dialogs and not visit.elsewhere


def test_a_narrow_screen_does_not_scroll_sideways(serve, browser) -> None:
    visit = Visit(browser, serve("realistic")[0], viewport={"width": 390, "height": 844})
    for path in ("/articles?article=1&mark=2", "/articles", "/speakers?name=Mara+Ellingsen", "/commentary?quote=1"):
        page = visit.go(path)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
