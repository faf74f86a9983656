"""Reminders by mail to who looks after records that are due; off until a mail server is configured."""

from datetime import date, timedelta
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

import aiosmtplib
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from accounts.repository import all_accounts
from foundation.catalogue import message
from foundation.database import Sessions, reading
from foundation.settings import Settings
from knowledge.freshness.repository import care_of
from knowledge.freshness.service import DueRecord, due
from knowledge.guides.service import titles

_log = structlog.get_logger()
# A word every two weeks is a reminder, one every day is noise.
AGAIN = timedelta(days=14)
# Records a mail names; the page shows the others.
NAMED = 20


async def remind(sessions: Sessions, settings: Settings, today: date) -> int:
    """Send each account one mail on what is due in her care and was not mentioned lately; returns how many went out.

    A mail that could not be sent is tried again the next time.
    """
    sent = 0
    async with reading(sessions) as session:
        accounts = [row for row in await all_accounts(session) if row.active]
    for account in accounts:
        async with sessions.begin() as session:
            records = await due(session, today, account.id)
            fresh = [row for row in records if await _is_new(session, row, today)]
            if fresh and await _send(
                settings, account.email, account.language, await _names(session, fresh, account.language)
            ):
                for row in fresh:
                    (await care_of(session, row.kind, row.id)).reminded_on = today
                sent += 1
    return sent


async def _is_new(session: AsyncSession, row: DueRecord, today: date) -> bool:
    reminded = (await care_of(session, row.kind, row.id)).reminded_on
    return reminded is None or reminded <= today - AGAIN


async def _names(session: AsyncSession, records: list[DueRecord], language: str) -> list[str]:
    known = await titles(session, language)
    return [known.get(row.id, row.name) for row in records]


async def _send(settings: Settings, address: str, language: str, names: list[str]) -> bool:
    mail = EmailMessage()
    mail["From"], mail["To"] = settings.mail_from, address
    mail["Subject"] = message("console.freshness.mail_subject", language, count=len(names))
    lines = [message("console.freshness.mail", language), "", *(f"- {name}" for name in names[:NAMED])]
    mail.set_content("\n".join([*lines, "", f"{settings.web_url}/console/freshness?whose=mine"]))
    server = urlsplit(settings.mail_server)
    try:
        await aiosmtplib.send(
            mail,
            hostname=server.hostname,
            port=server.port,
            username=unquote(server.username) if server.username else None,
            password=unquote(server.password) if server.password else None,
            use_tls=server.scheme == "smtps",
        )
    except (aiosmtplib.SMTPException, OSError) as error:
        _log.warning("freshness.mail_failed", error=type(error).__name__)
        return False
    return True
