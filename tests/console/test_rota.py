"""The rota's pages over HTTP: who may change what, what is kept when something is refused."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from time import perf_counter

import httpx
import pytest
from sqlalchemy import select

from accounts.models import Account, AuditEntry, Role
from conversations.rota import service, territories
from conversations.rota.hours import WeeklyShift
from conversations.rota.models import Mediator, Shift
from conversations.rota.routing import Colleague
from foundation.catalogue import message
from foundation.clock import today
from foundation.database import Sessions, reading
from knowledge.loading import load_content
from tests.support.console import RunningConsole

PATH = "/console/rota/mediators/"


@pytest.fixture(scope="module")
def staff(console: RunningConsole) -> dict[str, str]:
    """Ids of a few accounts, by the name before the @."""
    console.database(load_content)
    roles = {"amina": Role.MEDIATOR, "oksana": Role.MEDIATOR, "carla": Role.ADMIN, "elena": Role.EDITOR}
    return {name: console.add(f"{name}@example.org", role).id for name, role in roles.items()}


@pytest.fixture
def amina(console: RunningConsole, staff: dict[str, str]) -> Iterator[httpx.Client]:
    """A mediator, signed in."""
    with closing(console.signed_in("amina@example.org")) as client:
        yield client


@pytest.fixture
def carla(console: RunningConsole, staff: dict[str, str]) -> Iterator[httpx.Client]:
    """A coordinator, signed in."""
    with closing(console.signed_in("carla@example.org")) as client:
        yield client


def stored(console: RunningConsole, account_id: str) -> Colleague:
    async def work(sessions: Sessions) -> Colleague:
        async with reading(sessions) as session:
            return await service.colleague(session, account_id)

    return console.database(work)


def acts(console: RunningConsole, subject: str) -> list[tuple[str | None, str]]:
    async def work(sessions: Sessions) -> list[tuple[str | None, str]]:
        async with reading(sessions) as session:
            rows = await session.scalars(
                select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.id)
            )
            return [(row.account_id, row.act) for row in rows if row.act.startswith("rota.")]

    return console.database(work)


def test_who_sees_the_rota(console: RunningConsole, staff: dict[str, str]) -> None:
    with console.client() as nobody, closing(console.signed_in("elena@example.org")) as editor:
        assert nobody.get("/console/rota").status_code == 303
        assert editor.get("/console/rota").status_code == 403
    for name in ("amina", "carla"):
        with closing(console.signed_in(f"{name}@example.org")) as client:
            page = client.get("/console/rota")
            assert page.status_code == 200
            assert "Oksana" in page.text.title()


def test_she_changes_her_own_week(console: RunningConsole, staff: dict[str, str], amina: httpx.Client) -> None:
    own = PATH + staff["amina"]
    typed = {"0-0-starts": "9", "0-0-ends": "13", "0-1-starts": "14:00", "0-1-ends": "1730", "1-0-starts": ""}
    saved = amina.post(f"{own}/week", data=typed)
    assert (saved.status_code, saved.headers["location"]) == (303, f"{own}?done=rota_week")
    assert "Settimana salvata." in amina.get(saved.headers["location"]).text
    week = (WeeklyShift(0, time(9), time(13)), WeeklyShift(0, time(14), time(17, 30)))
    assert tuple(sorted(stored(console, staff["amina"]).hours.shifts, key=lambda row: row.starts)) == week
    assert acts(console, staff["amina"])[-1] == (staff["amina"], "rota.week_saved")


def test_a_refused_week_keeps_what_was_typed_and_what_was_stored(
    console: RunningConsole, staff: dict[str, str], amina: httpx.Client
) -> None:
    own = PATH + staff["amina"]
    amina.post(f"{own}/week", data={"0-0-starts": "9", "0-0-ends": "13"})
    refused = amina.post(f"{own}/week", data={"0-0-starts": "9", "0-0-ends": "8", "5-1-starts": "<b>noon"})
    assert refused.status_code == 422
    assert 'value="&lt;b&gt;noon"' in refused.text
    for name in ("0-0-ends", "5-1-starts", "5-1-ends"):
        assert f'aria-describedby="{name}-note"' in refused.text
        assert f'href="#{name}"' in refused.text
    assert "Lunedì: L’orario deve finire dopo l’inizio" in refused.text
    assert stored(console, staff["amina"]).hours.shifts == (WeeklyShift(0, time(9), time(13)),)


def test_what_she_can_do(console: RunningConsole, staff: dict[str, str], amina: httpx.Client) -> None:
    own = PATH + staff["amina"]
    assert amina.post(f"{own}/profile", data={"languages": ["ar", "fr"], "topics": ["tax_code"]}).status_code == 303
    refused = amina.post(f"{own}/profile", data={"languages": ["es", "xx"], "ambiti": ["gone"]})
    assert refused.status_code == 422
    assert "“xx” non è fra quelle di Approdo" in refused.text
    assert 'value="es" checked' in refused.text
    assert 'value="ar" checked' not in refused.text
    found = stored(console, staff["amina"])
    assert (found.languages, found.topics, found.ambiti) == (("ar", "fr"), ("tax_code",), ())
    assert "arabo, francese" in amina.get("/console/rota").text


def test_days_that_differ(console: RunningConsole, staff: dict[str, str], amina: httpx.Client) -> None:
    own, day = PATH + staff["amina"], today() + timedelta(days=5)
    added = amina.post(
        f"{own}/exceptions", data={"first_day": str(day), "starts": "10", "ends": "12", "note": "<corso>"}
    )
    assert added.status_code == 303
    page = amina.get(own).text
    assert "10:00–12:00" in page
    assert "&lt;corso&gt;" in page
    assert "corso" not in amina.get("/console/rota").text
    refused = amina.post(f"{own}/exceptions", data={"first_day": str(day), "last_day": "2020-01-01", "note": "ferie"})
    assert refused.status_code == 422
    assert "viene prima del primo" in refused.text
    assert 'value="ferie"' in refused.text

    async def identifiers(sessions: Sessions) -> list[str]:
        async with reading(sessions) as session:
            return [row.id for row in await service.exceptions(session, staff["amina"])]

    (identifier,) = console.database(identifiers)
    with closing(console.signed_in("oksana@example.org")) as oksana:
        other = f"{PATH}{staff['oksana']}/exceptions/{identifier}/remove"
        assert oksana.post(other).status_code == 404
    assert amina.post(f"{own}/exceptions/{identifier}/remove").status_code == 303
    assert console.database(identifiers) == []


def test_away_and_back(console: RunningConsole, staff: dict[str, str], amina: httpx.Client) -> None:
    own = PATH + staff["amina"]
    assert amina.post(f"{own}/away", data={"away": "yes"}).headers["location"] == "/console/rota?done=rota_away"
    assert "Sono di nuovo qui" in amina.get("/console/rota").text
    assert stored(console, staff["amina"]).away
    back = amina.post(f"{own}/away", data={"away": "no", "back": "mediator"})
    assert back.headers["location"] == f"{own}?done=rota_back"
    assert not stored(console, staff["amina"]).away
    assert amina.post(f"{own}/away", data={"away": "perhaps"}).status_code == 422


def test_the_hours_of_another_are_not_hers_to_change(
    console: RunningConsole, staff: dict[str, str], amina: httpx.Client
) -> None:
    other, before = PATH + staff["oksana"], stored(console, staff["oksana"])
    assert amina.get(other).status_code == 403
    for part in ("profile", "week", "exceptions", "away", "exceptions/any/remove"):
        assert amina.post(f"{other}/{part}", data={"away": "yes", "languages": "ar"}).status_code == 403
    for path in ("/console/rota/ambiti", "/console/rota/ambiti/any"):
        assert amina.get(path).status_code == 403
    assert amina.post("/console/rota/ambiti", data={"name": "A", "municipalities": "Rho"}).status_code == 403
    assert amina.post("/console/rota/ambiti/any/remove").status_code == 403
    assert stored(console, staff["oksana"]) == before


def test_another_site_changes_nothing(staff: dict[str, str], amina: httpx.Client) -> None:
    elsewhere = {"Origin": "https://elsewhere.example"}
    for part in ("away", "week", "profile", "exceptions"):
        answer = amina.post(f"{PATH}{staff['amina']}/{part}", data={"away": "yes"}, headers=elsewhere)
        assert answer.status_code == 403


def test_a_coordinator_changes_everybodys_and_may_mediate_herself(
    console: RunningConsole, staff: dict[str, str], carla: httpx.Client
) -> None:
    assert carla.post(f"{PATH}{staff['oksana']}/profile", data={"languages": ["uk"]}).status_code == 303
    assert stored(console, staff["oksana"]).languages == ("uk",)
    assert acts(console, staff["oksana"])[-1] == (staff["carla"], "rota.profile_saved")
    assert "Rispondo anch’io" in carla.get("/console/rota").text
    assert carla.get(PATH + staff["carla"]).status_code == 200
    assert carla.post(f"{PATH}{staff['carla']}/profile", data={"languages": ["it"]}).status_code == 303
    assert "Cambia i miei turni" in carla.get("/console/rota").text


def test_who_cannot_mediate_has_no_hours(staff: dict[str, str], carla: httpx.Client) -> None:
    for identifier in (staff["elena"], "nobody", "a%00b"):
        assert carla.get(PATH + identifier).status_code == 404
        assert carla.post(f"{PATH}{identifier}/week", data={"0-0-starts": "9", "0-0-ends": "10"}).status_code == 404
    assert carla.get("/console/rota/ambiti/nowhere").status_code == 404
    assert carla.get("/console/rota/ambiti/a%00b").status_code == 404


def test_ambiti_by_the_names_of_municipalities(
    console: RunningConsole, staff: dict[str, str], carla: httpx.Client
) -> None:
    path = "/console/rota/ambiti"
    refused = carla.post(path, data={"name": "Rhodense", "municipalities": "Rho\nArse"})
    assert refused.status_code == 422
    assert "“Arse” (Arese?)" in refused.text
    assert "Rho\nArse</textarea>" in refused.text
    assert carla.post(path, data={"name": "Rhodense", "municipalities": "Rho\nArese"}).status_code == 303
    assert carla.post(path, data={"name": " rhodense", "municipalities": "Rho"}).status_code == 422

    async def all_of_them(sessions: Sessions) -> dict[str, frozenset[str]]:
        async with reading(sessions) as session:
            return await territories.territories(session)

    ((identifier, codes),) = console.database(all_of_them).items()
    assert codes == {"015182", "015009"}
    assert "Arese, Rho" in carla.get(path).text
    assert carla.post(f"{path}/{identifier}", data={"name": "", "municipalities": "Rho"}).status_code == 422
    assert carla.post(f"{path}/{identifier}", data={"name": "Rho", "municipalities": "Rho"}).status_code == 303
    assert console.database(all_of_them) == {identifier: {"015182"}}
    carla.post(f"{PATH}{staff['oksana']}/profile", data={"ambiti": [identifier]})
    bound = carla.post(f"{path}/{identifier}/remove")
    assert bound.status_code == 422
    assert "oksana" in bound.text
    carla.post(f"{PATH}{staff['oksana']}/profile", data={})
    assert carla.post(f"{path}/{identifier}/remove").status_code == 303
    assert console.database(all_of_them) == {}


def marks(page: httpx.Response) -> list[str]:
    """The marks in the forms of a page, in order."""
    found = re.findall(r'name="seen" value="([0-9a-f]{16})"', page.text)
    assert found
    return found


def test_what_somebody_else_saved_is_not_written_over(
    console: RunningConsole, amina: httpx.Client, carla: httpx.Client, staff: dict[str, str]
) -> None:
    path = PATH + staff["amina"]
    changed = message("console.rota.error.changed", "it")
    week, profile = marks(carla.get(path))
    for form, mark, theirs, ours in (
        ("week", week, {"4-0-starts": "9", "4-0-ends": "12"}, {"4-0-starts": "10", "4-0-ends": "12"}),
        ("profile", profile, {"languages": ["ar", "ur"]}, {"languages": ["ar", "pa"]}),
    ):
        assert amina.post(f"{path}/{form}", data=theirs | {"seen": mark}).status_code == 303
        before = stored(console, staff["amina"])
        refused = carla.post(f"{path}/{form}", data=ours | {"seen": mark})
        assert refused.status_code == 422
        assert changed in refused.text
        assert stored(console, staff["amina"]) == before
        again = marks(refused)[0 if form == "week" else 1]
        assert carla.post(f"{path}/{form}", data=ours | {"seen": again}).status_code == 303
        assert stored(console, staff["amina"]) != before


def test_an_ambito_that_somebody_else_saved_is_not_written_over(
    console: RunningConsole, carla: httpx.Client, staff: dict[str, str]
) -> None:
    async def add(sessions: Sessions) -> str:
        async with sessions.begin() as session:
            return (await territories.save_ambito(session, None, "Ambito di due", ["015182"])).id

    path = f"/console/rota/ambiti/{console.database(add)}"
    (mark,) = marks(carla.get(path))
    form = {"name": "Ambito di due", "municipalities": "Rho, Arese", "seen": mark}
    assert carla.post(path, data=form).status_code == 303
    refused = carla.post(path, data=form | {"municipalities": "Rho, Lainate"})
    assert refused.status_code == 422
    assert "Lainate" in refused.text
    (again,) = marks(refused)
    assert carla.post(path, data=form | {"municipalities": "Rho, Lainate", "seen": again}).status_code == 303


def test_weeks_before_and_after(amina: httpx.Client, staff: dict[str, str]) -> None:
    christmas = amina.get("/console/rota?week=2026-12-24").text
    assert "Settimana dal 21 dicembre 2026" in christmas
    assert "Giorno festivo" in christmas
    assert "week=2026-12-14" in christmas
    assert "week=2026-12-28" in christmas
    assert amina.get("/console/rota?week=9999-99-99").status_code == 200


def test_the_week_of_a_hundred(console: RunningConsole, amina: httpx.Client, staff: dict[str, str]) -> None:
    async def work(sessions: Sessions) -> None:
        async with sessions.begin() as session:
            for n in range(100):
                account = Account(id=f"many-{n}", email=f"many{n}@example.org", name=f"Many {n}", role=Role.MEDIATOR)
                session.add_all([account, Mediator(account_id=account.id, languages=["ar", "fr"])])
            await session.flush()
            for n in range(1000):
                starts = 9 if n // 100 % 2 else 14
                row = Shift(id=f"many-{n}", account_id=f"many-{n % 100}", weekday=n // 200)
                row.starts, row.ends = time(starts), time(starts + 3)
                session.add(row)

    console.database(work)
    amina.get("/console/rota")
    started = perf_counter()
    page = amina.get(f"/console/rota?week={date(2027, 2, 1)}")
    assert perf_counter() - started < 2
    assert page.text.count("09:00–12:00, 14:00–17:00") == 500
