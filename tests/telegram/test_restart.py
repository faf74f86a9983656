"""The connector ends in the middle of a call and starts again: nothing twice, nothing lost, old buttons work."""

from pathlib import Path

from foundation.catalogue import message
from tests.support.bot_api import TOKEN, BotApi, Fault
from tests.support.console import RunningConsole
from tests.support.telegram_house import deliveries, says
from tests.support.telegram_user import TelegramUser


def started(home: Path, api: BotApi) -> RunningConsole:
    running = RunningConsole(home, telegram_token=TOKEN, telegram_api_url=api.url)
    running.start()
    return running


def test_what_had_arrived_when_it_ended_is_found_and_not_sent_again(api: BotApi, connected_home: Path) -> None:
    house = started(connected_home, api)
    people = [TelegramUser(api) for _ in range(5)]
    for person in people:
        person.writes("/aiuto")
    for person in people:
        person.sees_more(1)
    # Telegram takes the messages, and its answers come too late.
    api.fail("sendMessage", *(Fault(late=6, chat=person.chat_id) for person in people))
    for person in people:
        says(house, person, f"for {person.id} only", "and more", choices=[{"title": "Sì", "value": "person"}])
    for person in people:
        person.sees(f"for {person.id} only")
        assert [row.state for row in deliveries(house, person)] == ["sent", "sending"]
    house.stop()
    house = started(connected_home, api)
    try:
        for person in people:
            person.sees("and more", seconds=60)
            assert [row["text"] for row in person.received()[1:]] == [f"for {person.id} only", "and more"]
            assert not any(row.doubtful for row in deliveries(house, person))
        people[0].presses_data("person", people[0].received()[0])
        people[0].sees(message("handoff.asked", "it"))
    finally:
        house.stop()


def test_what_was_stored_while_it_was_away_is_sent_at_the_start(api: BotApi, connected_home: Path) -> None:
    house = started(connected_home, api)
    user = TelegramUser(api)
    user.writes("/lingua")
    user.sees(message("language.ask", "it"))
    house.stop()
    says(house, user, "while nobody was there")
    user.writes("/aiuto")
    assert len(user.received()) == 1
    house = started(connected_home, api)
    try:
        user.sees("while nobody was there")
        user.sees(message("dialogue.what_can_you_do", "it"))
        assert len(user.received()) == 3
    finally:
        house.stop()
