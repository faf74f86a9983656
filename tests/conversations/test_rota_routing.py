"""Who is offered a conversation first, what is foretold, how fast."""

from datetime import date, datetime, time
from time import process_time

import pytest

from conversations.rota.hours import ExceptionDays, Hours, WeeklyShift, clipped, minutes
from conversations.rota.routing import Colleague, Forecast, Presence, forecast, rank, staffed, staffed_minutes
from foundation.clock import ROME

MONDAY = datetime(2027, 2, 1, 10, tzinfo=ROME)
RHO, MILAN = "015182", "015146"
AMBITI = {"rhodense": frozenset({RHO}), "milan": frozenset({MILAN})}
NOW = Hours((WeeklyShift(0, time(9), time(12)),))
TUESDAY = Hours((WeeklyShift(1, time(9), time(12)),))
NEVER = Hours()


def colleague(
    name: str,
    languages: str = "",
    hours: Hours = NOW,
    *,
    topics: tuple[str, ...] = (),
    ambiti: tuple[str, ...] = (),
) -> Colleague:
    return Colleague(name.lower(), name, tuple(languages.split()), topics, ambiti, hours)


def names(found: list[Colleague]) -> list[str]:
    return [one.name for one in found]


def test_language_then_territory_then_topic_then_load_then_name() -> None:
    everybody = [
        colleague("Zoe", "ar"),
        colleague("Yasmin", "ar"),
        colleague("Xenia", "ar"),
        colleague("Wafa", "ar", topics=("citizenship",)),
        colleague("Vera", "ar", ambiti=("milan",)),
        colleague("Ugo", "fr"),
        colleague("Tea", "ar", TUESDAY),
        colleague("Sara", "ar", Hours(NOW.shifts, away_since=MONDAY)),
    ]
    best_first = rank(everybody, MONDAY, "ar", "tax_code", RHO, {"xenia": 2}, AMBITI)
    assert names(best_first) == ["Yasmin", "Zoe", "Xenia", "Wafa", "Vera", "Ugo"]
    assert rank(everybody[::-1], MONDAY, "ar", "tax_code", RHO, {"xenia": 2}, AMBITI) == best_first


def test_a_municipality_nobody_knows_is_no_penalty() -> None:
    everybody = [colleague("Bea", "ar"), colleague("Ada", "ar", ambiti=("milan",))]
    assert names(rank(everybody, MONDAY, "ar", None, None, {}, AMBITI)) == ["Ada", "Bea"]
    assert names(rank(everybody, MONDAY, "ar", None, RHO, {}, AMBITI)) == ["Bea", "Ada"]
    assert names(rank(everybody, MONDAY, "ar", None, MILAN, {}, AMBITI)) == ["Ada", "Bea"]


def test_one_of_several_territories_is_enough_and_a_lost_one_is_none() -> None:
    both = colleague("Both", ambiti=("milan", "rhodense"))
    assert both.serves(RHO, AMBITI)
    assert not colleague("Lost", ambiti=("gone",)).serves(RHO, AMBITI)


def test_without_a_known_language_the_rest_decides() -> None:
    everybody = [colleague("Bea", "ar"), colleague("Ada", "fr", ambiti=("milan",))]
    assert names(rank(everybody, MONDAY, None, None, RHO, {}, AMBITI)) == ["Bea", "Ada"]


@pytest.mark.parametrize(
    ("everybody", "expected"),
    [
        ([colleague("A", "ar"), colleague("B", "fr")], Forecast(Presence.HERE)),
        (
            [colleague("A", "ar", TUESDAY), colleague("B", "fr")],
            Forecast(Presence.LATER, datetime(2027, 2, 2, 9, tzinfo=ROME)),
        ),
        ([colleague("A", "ar", NEVER), colleague("B", "fr")], Forecast(Presence.WITH_TRANSLATION_HERE)),
        (
            [colleague("B", "fr", TUESDAY), colleague("C", "", Hours((WeeklyShift(1, time(11), time(12)),)))],
            Forecast(Presence.WITH_TRANSLATION_LATER, datetime(2027, 2, 2, 9, tzinfo=ROME)),
        ),
        ([colleague("A", "ar", NEVER)], Forecast(Presence.NOBODY)),
        ([], Forecast(Presence.NOBODY)),
        (
            [colleague("A", "ar", Hours(NOW.shifts, away_since=MONDAY))],
            Forecast(Presence.LATER, datetime(2027, 2, 8, 9, tzinfo=ROME)),
        ),
    ],
)
def test_what_a_person_who_waits_is_told(everybody: list[Colleague], expected: Forecast) -> None:
    assert forecast(everybody, MONDAY, "ar") == expected


def test_an_unknown_language_is_promised_nobody_who_speaks_it() -> None:
    assert forecast([colleague("A", "ar")], MONDAY, None).kind is Presence.WITH_TRANSLATION_HERE


def test_a_mediator_of_another_territory_counts_as_she_would_be_offered_it() -> None:
    elsewhere = colleague("A", "ar", ambiti=("milan",))
    assert rank([elsewhere], MONDAY, "ar", None, RHO, {}, AMBITI) == [elsewhere]
    assert forecast([elsewhere], MONDAY, "ar").kind is Presence.HERE


def test_minutes_in_which_somebody_was_there_count_once() -> None:
    early = colleague("A", hours=Hours((WeeklyShift(0, time(9), time(12)),)))
    late = colleague("B", hours=Hours((WeeklyShift(0, time(11), time(13)), WeeklyShift(0, time(15), time(16)))))
    start, end = MONDAY.replace(hour=0), MONDAY.replace(hour=15, minute=30)
    assert staffed_minutes([early, late], start, end) == 4 * 60 + 30
    assert staffed_minutes([], start, end) == 0
    asked_once = staffed([early, late], start, end)
    assert minutes(clipped(asked_once, MONDAY, end)) == staffed_minutes([early, late], MONDAY, end) == 3 * 60 + 30


def test_a_hundred_mediators_are_ranked_in_a_few_milliseconds() -> None:
    week = [WeeklyShift(day, time(9 + late), time(13 + late)) for day in range(5) for late in (0, 5)]
    august = ExceptionDays(date(2027, 8, 1), date(2027, 8, 31))
    everybody = [
        colleague(f"Mediator {n}", "ar fr" if n % 3 else "uk", Hours(tuple(week), (august,))) for n in range(100)
    ]
    saturday = datetime(2027, 1, 30, 10, tzinfo=ROME)
    rank(everybody, MONDAY, "ar", None, RHO, {}, AMBITI)
    started = process_time()
    assert len(rank(everybody, MONDAY, "ar", None, RHO, {}, AMBITI)) == 100
    assert forecast(everybody, saturday, "ar").kind is Presence.LATER
    assert staffed_minutes(everybody, saturday, MONDAY) == 60
    # Some ten milliseconds of the processor; the bound leaves room for a slower one.
    assert process_time() - started < 0.1
