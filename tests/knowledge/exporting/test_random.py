"""Whatever a record may hold goes out and comes in again."""

import random
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from foundation.database import Sessions
from foundation.topics import topics
from knowledge.directory.details import CostOption, Phone, RequiredDocument, Schedule, ServiceArea
from knowledge.directory.models import Location, Organization, Service, ServiceLanguage, ServiceTopic
from knowledge.importing.record import Outcome
from tests.support.exporting import emptied, everything, exported
from tests.support.importing import TOWNS, add_towns, imported

WORDS = (
    *("=1+1", "+39", "-", "@qui", "'", "''", "'=x", "''=x", '"', '""', "a;b", "a,b", "a|b", "a\tb", "a\nb", "<b>"),
    *("città", "مكتب", "移民", "🙂", "می\u200cخواهم", "a\u2028b", "null", "NULL", "0", "007", "1e5", "TRUE", "&amp;"),
    *("x" * 90, "=cmd|' /C'!A0"),
)
# Of these HSDS has a format, and only what is in it goes out.
MAILS = (None, "info@comune.example", "+39@comune.example", "-o'neill@comune.example")
PAGES = (None, "https://comune.example", "http://comune.example:81/a_b/%C3%A8;x?q='=1+1'&r=@qui#a-b")


class Chance:
    """Values drawn by chance; a text may be nothing, and never ends in spaces (no importer keeps those)."""

    def __init__(self, seed: int) -> None:
        self._draw = random.Random(seed)

    def text(self, longest: int = 200) -> str:
        words = self._draw.choices(WORDS, k=self._draw.randint(1, 3))
        return self._draw.choice(("", " ", "\n")).join(words)[:longest].strip()

    def perhaps(self, longest: int = 200) -> str | None:
        return self.text(longest) if self._draw.random() < 0.7 else None

    def some(self, listed: list[str]) -> list[str]:
        return self._draw.sample(listed, self._draw.randint(0, 3))

    def hours(self) -> Schedule:
        start = date(2027, 1, 1) + timedelta(days=self._draw.randint(0, 300))
        kind = self._draw.randint(0, 2)
        if kind == 0:
            return Schedule(closed=True, valid_from=start, valid_to=start + timedelta(days=5))
        if kind == 1:
            return Schedule(freq="MONTHLY", byday="2TU,-1FR", opens_at=time(8, 5), closes_at=time(23, 59))
        return Schedule(byday="MO,SU", opens_at=time(self._draw.randint(0, 12)), closes_at=time(13), valid_from=start)

    def service(self, number: int) -> Service:
        draw = self._draw
        return Service(
            id=str(UUID(int=1000 + number)),
            name=self.text(),
            description=self.perhaps(5000) or "",
            status=draw.choice(("active", "inactive", "defunct", "temporarily closed")),
            email=draw.choice(MAILS),
            url=draw.choice(PAGES),
            application_process=self.perhaps(),
            fees_description=self.perhaps(),
            eligibility_description=self.perhaps(),
            minimum_age=draw.choice((None, 0, 17.5, 18)),
            maximum_age=draw.choice((None, 99.25)),
            programme=self.perhaps(),
            source={"title": self.text(), "where": self.text(), self.text(30): self.text()},
            assured_date=draw.choice((None, date(2026, 1, 31))),
            assurer=draw.choice(MAILS),
            topics=[ServiceTopic(topic=topic) for topic in self.some(list(topics()))],
            languages=[ServiceLanguage(code=code) for code in self.some(["it", "ar", "tl", "ckb", "zh", "uk"])],
            schedules=[self.hours() for _ in range(draw.randint(0, 1))],
            phones=[Phone(number=self.text(40) or "1", description=self.perhaps()) for _ in range(draw.randint(0, 1))],
            areas=[ServiceArea(municipality_code=draw.choice([town[0] for town in TOWNS]), name=self.perhaps())],
            costs=[CostOption(option=self.text(), amount=Decimal(draw.randint(0, 10**9)) / 100) for _ in range(2)],
            documents=[RequiredDocument(document=self.text()) for _ in range(draw.randint(0, 3))],
        )

    def organization(self, number: int) -> Organization:
        place = Location(
            id=str(UUID(int=2000 + number)),
            name=self.perhaps(),
            location_type=self._draw.choice(("physical", "virtual", "postal")),
            municipality_code=self._draw.choice([None, *(town[0] for town in TOWNS)]),
            latitude=self._draw.uniform(-90, 90),
            longitude=self._draw.uniform(-180, 180),
            address_1=self.perhaps(),
            postal_code=self._draw.choice((None, "00100", "20017")),
        )
        services = [self.service(number * 10 + one) for one in range(3)]
        services[0].locations.append(place)
        services[1].locations.append(place)
        return Organization(
            id=str(UUID(int=3000 + number)),
            name=self.text(),
            kind=self._draw.choice(("school", "association", "public_body")),
            description=self.perhaps() or "",
            email=self._draw.choice(MAILS),
            website=self._draw.choice(PAGES),
            services=services,
        )


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_it_holds_it_comes_back(sessions: Sessions, tmp_path: Path, seed: int) -> None:
    await add_towns(sessions)
    chance = Chance(seed)
    async with sessions.begin() as session:
        session.add_all(chance.organization(number) for number in range(20))
    before = await everything(sessions)
    assert len(before["service"]) == 60
    for name in ("file.json", "package.zip"):
        path = await exported(sessions, "hsds", tmp_path / name)
        await emptied(sessions)
        done = await imported(sessions, "hsds", path, source=f"casa {name}")
        assert done.of(Outcome.REFUSED) == []
        assert await everything(sessions) == before
