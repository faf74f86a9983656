"""The public pages, and the style sheet made for them."""

import pytest
from playwright.sync_api import Browser, expect

from connectors.web.assets import page_style
from connectors.web.reader import accepted_languages
from connectors.web.stylesheet import subset, used_classes
from foundation.languages import languages
from tests.web.conftest import OpenWidget


def test_the_home_page_says_what_it_is_in_every_language(open_widget: OpenWidget) -> None:
    page = open_widget(opened=False).page
    answered = [language for language in languages().values() if language.answered]
    for language in answered:
        row = page.locator(f".languages li[lang={language.code}]")
        expect(row).to_have_attribute("dir", language.direction)
        expect(row.get_by_role("button")).to_be_visible()
    assert page.locator(".languages li").count() == len(answered)
    for number in ("112", "1522", "114"):
        expect(page.locator(f".emergency li a[href='tel:{number}']")).to_be_visible()


def test_a_language_of_the_page_opens_the_chat_in_it(open_widget: OpenWidget) -> None:
    widget = open_widget(opened=False)
    widget.page.locator(".languages li[lang=ar] button").click()
    expect(widget.page.locator(".approdo")).to_have_attribute("dir", "rtl")
    expect(widget.input).to_be_focused()


@pytest.mark.parametrize(("locale", "language"), [("it-IT", "it"), ("en-GB", "en"), ("ja", "it")])
def test_a_page_speaks_the_language_of_the_browser(open_widget: OpenWidget, locale: str, language: str) -> None:
    page = open_widget(opened=False, locale=locale).page
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


def test_without_scripts_the_numbers_are_there(open_widget: OpenWidget) -> None:
    widget = open_widget(opened=False)
    assert widget.page.context.browser
    context = widget.page.context.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(widget.site)
    expect(page.locator("noscript a[href='tel:112']")).to_be_visible()
    context.close()


def test_the_tag_to_copy_follows_the_options(open_widget: OpenWidget) -> None:
    widget = open_widget(opened=False)
    widget.page.goto(f"{widget.site}/embed")
    code = widget.page.locator("#tag")
    expect(code).to_have_text(f'<script async src="{widget.site}/widget.js" data-language="it"></script>')
    widget.page.get_by_label("data-position").select_option("left")
    widget.page.get_by_label("data-title").fill('Comune di "Rho" <b>')
    widget.page.get_by_label("data-title").blur()
    expect(code).to_have_text(
        f'<script async src="{widget.site}/widget.js" data-language="it" data-position="left" '
        'data-title="Comune di &quot;Rho&quot; &lt;b>"></script>'
    )
    preview = widget.page.frame_locator("#example")
    expect(preview.locator(".approdo.left .launcher")).to_have_text('Comune di "Rho" <b>')


def test_a_subset_keeps_what_can_match() -> None:
    css = (
        '@charset "utf-8";:root{--a:1}.a,.b{x:1}.b>p{x:2}.a:not(.b,.c){x:3}.a:is(h1,h2){content:"}"}'
        "@media print{.a{x:4}.b{x:5}}@media screen{.b{x:6}}@font-face{x:7}p,a[href]{x:8}/* .a{x:9} */"
    )
    kept = subset(css, {"a"})
    assert kept == ('@charset "utf-8";:root{--a:1}.a{x:1}.a:is(h1,h2){content:"}"}@media print{.a{x:4}}p,a[href]{x:8}')


def test_classes_are_read_from_templates() -> None:
    assert used_classes('<p class="a b-c"><b class="d">') == {"a", "b-c", "d"}


def test_the_pages_style_is_light() -> None:
    style = page_style()
    assert ".btn-primary" in style
    assert len(style) < 60_000


def test_languages_are_wished_for_in_order() -> None:
    assert accepted_languages("en;q=0.5, uk, it-IT;q=0.8, fr;q=0, x;q=y") == ["uk", "it", "en"]
    assert accepted_languages("") == [""]


def test_the_interface_is_documented_without_asking_other_hosts(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/docs")
    expect(page.get_by_text("/api/v1/conversations", exact=True).first).to_be_visible()
    context.close()
    assert asked
    assert all(url.startswith(site) for url in asked)
