"""What an operator can set, all through `APPRODO_…` variables of the environment."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """The settings of one running house; `docs/operation.md` explains each."""

    model_config = SettingsConfigDict(env_prefix="APPRODO_", extra="ignore")

    home: Path = Field(PROJECT / "var", description="The folder all state lives under")
    port: int = Field(
        8080, ge=1024, le=65000, description="Port of the web app; Rasa has the next, the actions the one after"
    )
    host: str = Field("127.0.0.1", description="Address the web app listens on")
    database_url: str = Field("", description="A PostgreSQL database; empty: SQLite under the home folder")
    rate_limit: Literal["on", "off"] = Field("on", description="`off` lifts the limits on requests, for measurements")
    rasa_timeout: float = Field(10.0, gt=0, description="Seconds a turn waits for Rasa before it answers without")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much is logged")
    handoff_minutes: float = Field(
        10.0, gt=0, description="Staffed minutes after which others are alerted for who waits for a person"
    )
    allowed_origins: str = Field("*", description="Origins that may embed the widget, separated by spaces")
    translator: str = Field("", description="Machine translation: empty (none), `libretranslate`, `google`, …")
    translator_url: str = Field("", description="Where the translator is, when not at its usual address")
    translator_key: str = Field("", repr=False, description="The key that the translator asks for")
    translator_timeout: float = Field(4.0, gt=0, le=30, description="Seconds after which nothing waits for it any more")
    mail_server: str = Field(
        "",
        repr=False,
        pattern=r"^(smtps?://.+)?$",
        description="Where reminders are sent by: `smtp://user:password@host:587` or `smtps://…`; empty: none",
    )
    mail_from: str = Field("approdo@localhost", description="Whom reminders come from")
    link_checks: Literal["on", "off"] = Field("on", description="`off`: links are not tried in the background")
    map_tiles: str = Field(
        "",
        # No {s}: the pages' security policy names one host.
        pattern=r"^(https?://[A-Za-z0-9.-]+(:[0-9]+)?/[^\s{}]*\{z\}[^\s{}]*(\{x\}[^\s{}]*\{-?y\}|\{y\}[^\s{}]*\{x\})"
        r"[^\s{}]*(\{r\}[^\s{}]*)?)?$",
        description="Street map in the console: `https://host/{z}/{x}/{y}.png`; empty: none, no host is asked",
    )
    map_attribution: str = Field(
        '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a>',
        description="Whose map that is, shown on it; links are kept, other markup is not",
    )
    import_hosts: str = Field(
        "", description="Hosts of your own network that the console may read files from, separated by spaces"
    )
    oidc_issuer: str = Field("", description="The organisation's identity provider (OpenID Connect); empty: none")
    oidc_client_id: str = Field("", description="What the identity provider calls this console")
    oidc_client_secret: str = Field("", repr=False, description="The secret the identity provider gave for it")
    telegram_token: str = Field(
        "",
        repr=False,
        pattern=r"^([0-9]+:[A-Za-z0-9_-]+)?$",
        description="The bot's token from @BotFather; empty: no Telegram",
    )
    telegram_api_url: str = Field("https://api.telegram.org", description="The Bot API server")
    telegram_webhook_url: str = Field("", description="Public address of this house for a webhook; empty: long polling")
    telegram_webhook_secret: str = Field(
        "",
        repr=False,
        pattern=r"^[A-Za-z0-9_-]*$",
        max_length=256,
        description="What Telegram proves itself with; empty: made here",
    )

    @cached_property
    def async_database_url(self) -> str:
        """The database's address with the driver SQLAlchemy is to use."""
        if not self.database_url:
            return f"sqlite+aiosqlite:///{self.home.resolve() / 'approdo.db'}"
        for prefix in ("postgresql://", "postgres://"):
            if self.database_url.startswith(prefix):
                return "postgresql+psycopg://" + self.database_url.removeprefix(prefix)
        return self.database_url

    @property
    def map_origin(self) -> str:
        """Scheme, host and port of the street map; empty without one."""
        return "/".join(self.map_tiles.split("/")[:3])

    @property
    def inside_hosts(self) -> frozenset[str]:
        """The hosts that `import_hosts` names."""
        return frozenset(self.import_hosts.lower().split())

    @property
    def rasa_port(self) -> int:
        """Port of the Rasa server, on loopback only."""
        return self.port + 1

    @property
    def actions_port(self) -> int:
        """Port of the action server, on loopback only."""
        return self.port + 2

    @property
    def language_model(self) -> Path:
        """Where the language model is kept."""
        return self.home / "models" / "language.npz"

    @property
    def rasa_model(self) -> Path:
        """Where Rasa's model is kept."""
        return self.home / "models" / "rasa.tar.gz"

    @property
    def tracker_url(self) -> str:
        """The database of Rasa's trackers: the house's own when it is PostgreSQL, else a file beside it."""
        if self.database_url:
            return self.database_url.replace("postgres://", "postgresql://", 1)
        return f"sqlite:///{self.home.resolve() / 'trackers.db'}"

    @property
    def rasa_url(self) -> str:
        """Where Rasa's channel for Approdo answers."""
        return f"http://127.0.0.1:{self.rasa_port}/webhooks/approdo"

    @property
    def web_url(self) -> str:
        """The address people open."""
        return f"http://{self.host}:{self.port}"
