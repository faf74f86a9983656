"""What only the delivery over Telegram needs: chats, what was taken in, what was sent."""

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment

SENDING, SENT, REPLACED, FAILED = "sending", "sent", "replaced", "failed"


class TelegramChat(Base):
    """One person in one chat. `key` is a keyed hash of the Telegram ids; the id itself is kept for delivery only.

    `conversation_id` is empty once the conversation was erased and she has still to be told. Everything up to
    `sent_position` has been sent; nothing after `wanted_until` is (empty: everything), because she stopped or blocked
    the bot. `newest_message` is Telegram's highest message id seen in the chat, `keyboard` whether the keyboard that
    shares a position stands open.
    """

    __tablename__ = "telegram_chats"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id", ondelete="SET NULL"), index=True)
    language: Mapped[str] = mapped_column(String(8))
    private: Mapped[bool] = mapped_column(Boolean, default=True)
    sent_position: Mapped[int] = mapped_column(Integer, default=0)
    wanted_until: Mapped[int | None] = mapped_column(Integer)
    keyboard: Mapped[bool] = mapped_column(Boolean, default=False)
    newest_message: Mapped[int] = mapped_column(BigInteger, default=0)


class TelegramUpdate(Base):
    """An update that is stored: delivered again, it changes nothing. Telegram forgets updates after 24 hours."""

    __tablename__ = "telegram_updates"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)


class TelegramDelivery(Base):
    """One piece of a message on its way: `sending` from before the call until Telegram's answer is stored.

    A row that is found `sending` later is in doubt; `doubtful` stays set, so that doubts can be counted. `after_id` is
    the highest message id known when it was sent, `answers` the external id of the question it answers, `cause` why
    it failed for good.
    """

    __tablename__ = "telegram_deliveries"
    __table_args__ = (
        UniqueConstraint("chat_key", "conversation_id", "position", "piece", name="uq_telegram_deliveries_piece"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    chat_key: Mapped[str] = mapped_column(String(64))
    conversation_id: Mapped[str] = mapped_column(String(36))
    position: Mapped[int] = mapped_column(Integer)
    piece: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(10), index=True)
    doubtful: Mapped[bool] = mapped_column(Boolean, default=False)
    after_id: Mapped[int] = mapped_column(BigInteger, default=0)
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    answers: Mapped[str | None] = mapped_column(String(80))
    cause: Mapped[str | None] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)


class TelegramConnector(Base):
    """Which process serves a bot, until when, and what keeps it from doing so."""

    __tablename__ = "telegram_connectors"

    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    held_by: Mapped[str | None] = mapped_column(String(36))
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    username: Mapped[str | None] = mapped_column(String(64))
    presented: Mapped[str | None] = mapped_column(String(64))
    problem: Mapped[str | None] = mapped_column(String(40))


class TelegramChoice(Base):
    """The value of a choice that is longer than a button of Telegram may carry (64 bytes)."""

    __tablename__ = "telegram_choices"

    key: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(300))


class TelegramLinkCode(Base):
    """A code that joins a Telegram chat with a conversation: once, for some minutes; only its hash is kept."""

    __tablename__ = "telegram_link_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime] = mapped_column(Moment)
