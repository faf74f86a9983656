"""The audit trail: who did what to what. No words of a conversation, no secret, no e-mail address goes in."""

from sqlalchemy.ext.asyncio import AsyncSession

from accounts.models import AuditEntry


async def record(
    session: AsyncSession, account_id: str | None, act: str, subject: str | None = None, **details: object
) -> None:
    """Write one entry in the transaction of the act itself.

    `account_id` is who acted (None: somebody at the machine's command line, or nobody known), `act` a short
    snake_case phrase such as `conversation.taken`, `subject` the id of what it was done to.
    """
    session.add(AuditEntry(account_id=account_id, act=act, subject=subject, details=details))
