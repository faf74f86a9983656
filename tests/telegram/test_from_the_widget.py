"""From the chat on the page into Telegram: a real browser, and the person's phone."""

import re

from playwright.sync_api import expect, sync_playwright

from foundation.catalogue import message
from tests.support.bot_api import USERNAME, BotApi
from tests.support.console import RunningConsole
from tests.support.telegram_user import TelegramUser
from tests.support.widget import Widget


def test_the_chat_on_the_page_goes_on_in_telegram(api: BotApi, connected: RunningConsole) -> None:
    user = TelegramUser(api)
    user.writes("/lingua")
    user.sees(message("language.ask", "it"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        widget = Widget(browser.new_page(locale="it-IT"), connected.url).visit("/").open()
        widget.tool("Altre azioni").click()
        entry = widget.page.get_by_role("button", name="Continua su Telegram")
        expect(entry).to_be_disabled()
        widget.page.keyboard.press("Escape")
        widget.say("Come rinnovo il permesso di soggiorno?")
        widget.tool("Altre azioni").click()
        entry.click()
        link = widget.page.get_by_role("link", name="Apri Telegram")
        expect(link).to_be_visible()
        address = link.get_attribute("href") or ""
        found = re.fullmatch(rf"https://t\.me/{USERNAME}\?start=(link_\w+)", address)
        assert found, address
        user.writes(f"/start {found[1]}")
        user.sees(message("telegram.link_ask", "it"))
        user.presses(message("telegram.link_yes", "it"))
        user.sees(message("telegram.link_done", "it"))
        before = widget.replies.count()
        user.writes("/aiuto")
        expect(widget.reply(before)).to_be_visible()
        browser.close()
