"""The way through the console: a bar on a desk, one button on a phone, by keyboard and without scripts; by role."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import Role
from console.navigation import NAVIGATION
from foundation.catalogue import message
from tests.console.conftest import OpenPage
from tests.support.console import RunningConsole
from tests.support.screens import DESK, PHONE, assert_good

PROFILE = "/console/profile"


@pytest.fixture(scope="module")
def console(console: RunningConsole) -> RunningConsole:
    """The console with somebody of each role, and an administrator who reads English."""
    for role in Role:
        console.add(f"{role}@example.org", role, name=f"Anna {role}")
    console.add("ellen@example.org", Role.ADMIN, "en", name="Ellen")
    return console


def parts(page: Page) -> Locator:
    return page.get_by_role("navigation", name=message("console.nav.label", "it"))


@pytest.mark.parametrize("role", list(Role))
def test_a_role_sees_its_parts_and_no_other(opened: OpenPage, role: Role) -> None:
    page = opened(role, PROFILE)
    links = parts(page).get_by_role("link")
    shown = {link.get_attribute("href") for link in links.all()}
    assert shown == {entry.path for entry in NAVIGATION if role in entry.roles}
    for group in parts(page).get_by_role("list").all():
        assert group.get_by_role("listitem").count() > 0


@pytest.mark.parametrize("who", [Role.ADMIN, "ellen"])
def test_on_a_desk_it_is_one_bar(opened: OpenPage, who: str) -> None:
    page = opened(who, "/console/guides")
    bar = page.locator("#navigation")
    tops = bar.get_by_role("link").evaluate_all("links => links.map((link) => link.getBoundingClientRect().top)")
    assert len(tops) == len(NAVIGATION)
    assert len(set(tops)) == 1
    expect(page.locator(".console-menu:visible")).to_have_count(0)
    expect(bar.locator("[aria-current]")).to_have_attribute("href", "/console/guides")
    assert_good(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_on_a_phone_a_button_opens_it(opened: OpenPage, scripts: bool) -> None:
    page = opened(Role.ADMIN, "/console/questions", PHONE, scripts)
    expect(parts(page)).to_have_count(0)
    page.get_by_role("button", name="Menu").click()
    expect(parts(page).get_by_role("link", name="Domande")).to_have_attribute("aria-current", "page")
    expect(parts(page).get_by_role("list", name="Gestione").get_by_role("listitem")).to_have_count(4)
    parts(page).get_by_role("button", name="Chiudi").click()
    expect(parts(page)).to_have_count(0)
    page.get_by_role("button", name="Menu").click()
    parts(page).get_by_role("link", name="Volantini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Volantini")
    expect(parts(page)).to_have_count(0)


def test_by_keyboard_it_opens_and_gives_the_focus_back(opened: OpenPage) -> None:
    page = opened(Role.ADMIN, "/console/questions", PHONE)
    menu = page.get_by_role("button", name="Menu")
    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(parts(page).get_by_role("button", name="Chiudi")).to_be_focused()
    page.keyboard.press("Tab")
    expect(parts(page).get_by_role("link").first).to_be_focused()
    assert_good(page)
    page.keyboard.press("Escape")
    expect(parts(page)).to_have_count(0)
    expect(menu).to_be_focused()


@pytest.mark.parametrize("width", [DESK, PHONE, 320])
def test_the_profile_stands_apart(opened: OpenPage, width: int) -> None:
    page = opened("ellen", "/console/posters", width)
    link = page.get_by_role("link", name="My profile: Ellen")
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert_good(page)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My profile")
    expect(link).to_have_attribute("aria-current", "page")
    # The day before the month, and twenty-four hours.
    expect(page.locator("main")).to_contain_text(re.compile(r"since \d\d/\d\d/\d{4}, \d\d:\d\d,"))
