"""First contact, commands, buttons, positions: what a person sees of the connector itself."""

import pytest

from connectors.telegram.commands import COMMANDS
from foundation.catalogue import message
from foundation.languages import languages
from tests.support.bot_api import BotApi
from tests.support.console import RunningConsole
from tests.support.telegram_user import TelegramUser, buttons

pytestmark = pytest.mark.usefixtures("connected")
ANSWERED = [row for row in languages().values() if row.answered]


def test_the_greeting_comes_in_telegrams_language_with_a_menu_of_languages(api: BotApi) -> None:
    for language in ("it", "en", "fr", "es", "ar", "uk"):
        user = TelegramUser(api, language)
        user.writes("/start")
        greeting = user.sees(message("dialogue.greet", language))
        assert [button["text"] for button in buttons(greeting)] == [row.name for row in ANSWERED]
        assert len(greeting["markup"]["inline_keyboard"]) == 3


def test_a_language_that_is_only_understood_is_told_so(api: BotApi) -> None:
    user = TelegramUser(api, "ro")
    user.writes("/start")
    greeting = user.sees(message("dialogue.greet", "it"))
    assert greeting["text"].startswith(message("language.later", "ro"))


def test_what_is_shown_before_anybody_writes(api: BotApi) -> None:
    TelegramUser(api).waits(lambda: len(api.made("setMyShortDescription")) == 7)
    assert set(api.commands) == {"", *(row.code for row in ANSWERED)}
    for language, shown in api.commands.items():
        assert [row["command"] for row in shown] == list(COMMANDS)
        assert all(0 < len(row["description"]) <= 256 for row in shown), language
    assert api.commands["uk"] != api.commands["ar"] != api.commands[""]


def test_every_command_answers(api: BotApi) -> None:
    user = TelegramUser(api, "en")
    user.writes("/lingua")
    user.sees(message("language.ask", "en"))
    user.writes("/aiuto")
    shown = user.sees(message("dialogue.what_can_you_do", "en"))["text"]
    assert all(f"/{name}" in shown for name in COMMANDS if name != "start")
    user.writes("/unknown and more")
    user.waits(lambda: [row["text"] for row in user.received()].count(shown) == 2)
    user.writes("/cancella")
    asked = user.sees(message("dialogue.privacy_erase", "en"))
    assert [button["callback_data"] for button in buttons(asked)] == ["erase:yes", "erase:no"]


def test_stop_ends_deliveries_and_writing_brings_them_back(api: BotApi, connected: RunningConsole) -> None:
    user = TelegramUser(api, "en")
    user.writes("/stop")
    user.sees(message("telegram.stopped", "en"))
    user.writes("/lingua")
    user.sees(message("language.ask", "en"))


def test_a_language_is_chosen_by_button_and_every_press_is_answered(api: BotApi) -> None:
    user = TelegramUser(api, "it")
    user.writes("/lingua")
    user.sees(message("language.ask", "it"))
    press = user.presses("Українська")
    user.sees(message("language.changed", "uk"))
    user.waits(lambda: press in api.answered_presses)


def test_a_button_nobody_knows_any_more_says_so(api: BotApi) -> None:
    user = TelegramUser(api, "it")
    user.writes("/aiuto")
    shown = user.sees("/lingua")
    press = user.presses_data("long:0123456789", shown)
    user.sees(message("telegram.old_button", "it"))
    user.waits(lambda: press in api.answered_presses)
    user.presses_data("nonsense", shown)
    user.sees(message("error.invalid_input", "it"))


def test_the_keyboard_for_positions_comes_when_asked_for_and_folds_away(api: BotApi) -> None:
    user = TelegramUser(api, "en")
    user.writes("/posizione")
    asked = user.sees(message("telegram.position", "en"))
    keyboard = asked["markup"]
    assert keyboard["keyboard"][0][0]["request_location"] is True
    assert keyboard["one_time_keyboard"]
    assert keyboard["resize_keyboard"]
    user.sends(location={"latitude": 45.53, "longitude": 9.04})
    user.waits(lambda: any((row["markup"] or {}).get("remove_keyboard") for row in user.received()))
    user.writes("/lingua")
    assert user.sees(message("language.ask", "en"))["markup"]["inline_keyboard"]
    assert sum(bool((row["markup"] or {}).get("remove_keyboard")) for row in user.received()) == 1


def test_in_a_group_it_answers_only_when_addressed(api: BotApi) -> None:
    user = TelegramUser(api, "en", group=-1001)
    user.writes("Does anybody know a good restaurant?")
    user.writes("/lingua@some_other_bot")
    mention = "@approdo_test_bot how do I get a tax code?"
    asked = user.sends(text=mention, entities=[{"type": "mention", "offset": 0, "length": 17}])
    reply = user.sees_more(1)[0]
    assert reply["reply_to"] == asked
    assert all(row["reply_to"] == asked for row in user.received())
    user.writes("/aiuto@approdo_test_bot")
    user.sees(message("dialogue.what_can_you_do", "en"))
    user.writes("and where?", reply_to_message={**user.received()[0], "text": "…"})
    user.waits(lambda: len({row["reply_to"] for row in user.received()}) == 3)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("voice", {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 12, "file_size": 34_000}}),
        ("photo", {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9, "file_size": 90_000}]}),
        (
            "sticker",
            {
                "sticker": {
                    "file_id": "s", "file_unique_id": "s", "width": 9, "height": 9, "is_animated": False,
                    "is_video": False, "type": "regular",
                }
            },
        ),
        ("document", {"document": {"file_id": "d", "file_unique_id": "d", "mime_type": "application/pdf"}}),
    ],
)  # fmt: skip
def test_what_is_not_text_is_answered_politely_and_a_person_offered(api: BotApi, kind: str, content: dict) -> None:  # type: ignore[type-arg]
    user = TelegramUser(api, "uk")
    user.sends(**content)
    told = user.sees(message("telegram.media_unread", "uk"))
    assert [button["callback_data"] for button in buttons(told)] == ["person"], kind


def test_a_file_that_is_too_large_or_of_a_strange_type_is_refused(api: BotApi) -> None:
    user = TelegramUser(api, "en")
    file = {"file_id": "d", "file_unique_id": "d", "mime_type": "application/x-msdownload", "file_size": 5}
    user.sends(document=file)
    user.sees(message("telegram.media_refused", "en"))
