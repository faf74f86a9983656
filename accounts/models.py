"""Accounts of mediators, editors and coordinators."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from foundation.clock import now
from foundation.database import Base, Moment


class Role(StrEnum):
    """What an account may do. An admin coordinates: she sees everything and manages the accounts."""

    ADMIN = "admin"
    EDITOR = "editor"
    MEDIATOR = "mediator"


class Account(Base):
    """One person of the staff. `language` is the one the console speaks to her.

    `password_hash` is empty where she signs in through her organisation's identity provider (`external_subject`, a hash
    of the provider's own id of her). `password_temporary`: a coordinator gave it out, she must choose her own.
    `second_factor_secret` is set once she has confirmed it.
    """

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(12))
    language: Mapped[str] = mapped_column(String(8), default="it")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    password_temporary: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    external_subject: Mapped[str | None] = mapped_column(String(255), unique=True)
    second_factor_secret: Mapped[str | None] = mapped_column(String(64))
    second_factor_required: Mapped[bool] = mapped_column(Boolean, default=False)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)


class AccountSession(Base):
    """One sign-in on one device. The cookie holds the token, the table its hash (SHA-256) only."""

    __tablename__ = "account_sessions"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(200), default="")
    second_factor_passed: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    last_used_at: Mapped[datetime] = mapped_column(Moment, default=now)


class AuditEntry(Base):
    """One act: who did what to what, and when. It outlives the account and holds no words of a conversation."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    account_id: Mapped[str | None] = mapped_column(String(36))
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str | None] = mapped_column(String(36), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
