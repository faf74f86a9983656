"""Records of the directory, in the vocabulary of Open Referral HSDS 3.1: organization, service, location."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from foundation.clock import now
from foundation.database import Base, Moment
from knowledge.directory.details import CostOption, Phone, RequiredDocument, Schedule, ServiceArea


class Organization(Base):
    """Who runs a service. `kind` is ours: school, ambito, desk, association …"""

    __tablename__ = "organizations"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(30))
    description: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str | None] = mapped_column(String(200))
    website: Mapped[str | None] = mapped_column(String(500))
    services: Mapped[list["Service"]] = relationship(back_populates="organization", cascade="all, delete-orphan")


class Service(Base):
    """What an organization does for people. `assured_date` is the day a person last checked it, or none."""

    __tablename__ = "services"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(20), default="active")
    email: Mapped[str | None] = mapped_column(String(200))
    url: Mapped[str | None] = mapped_column(String(500))
    application_process: Mapped[str | None] = mapped_column(Text)
    fees_description: Mapped[str | None] = mapped_column(Text)
    eligibility_description: Mapped[str | None] = mapped_column(Text)
    minimum_age: Mapped[float | None] = mapped_column(Float)
    maximum_age: Mapped[float | None] = mapped_column(Float)
    programme: Mapped[str | None] = mapped_column(String(300))
    source: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    assured_date: Mapped[date | None] = mapped_column(Date)
    assurer: Mapped[str | None] = mapped_column(String(200))
    last_modified: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    search_text: Mapped[str] = mapped_column(Text, default="")

    organization: Mapped[Organization] = relationship(back_populates="services")
    locations: Mapped[list["Location"]] = relationship(secondary="service_at_location", back_populates="services")
    topics: Mapped[list["ServiceTopic"]] = relationship(cascade="all, delete-orphan")
    languages: Mapped[list["ServiceLanguage"]] = relationship(cascade="all, delete-orphan")
    schedules: Mapped[list[Schedule]] = relationship(cascade="all, delete-orphan")
    phones: Mapped[list[Phone]] = relationship(cascade="all, delete-orphan")
    areas: Mapped[list[ServiceArea]] = relationship(cascade="all, delete-orphan")
    costs: Mapped[list[CostOption]] = relationship(cascade="all, delete-orphan")
    documents: Mapped[list[RequiredDocument]] = relationship(cascade="all, delete-orphan")


class Location(Base):
    """Where a service is given. Coordinates are WGS 84 degrees; without an address they are the town's."""

    __tablename__ = "locations"
    __table_args__ = (Index("ix_locations_coordinates", "latitude", "longitude"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(300))
    location_type: Mapped[str] = mapped_column(String(20), default="physical")
    municipality_code: Mapped[str | None] = mapped_column(ForeignKey("municipalities.code"), index=True)
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    address_1: Mapped[str | None] = mapped_column(String(300))
    postal_code: Mapped[str | None] = mapped_column(String(10))
    services: Mapped[list[Service]] = relationship(secondary="service_at_location", back_populates="locations")


class ServiceAtLocation(Base):
    """Which service is given where."""

    __tablename__ = "service_at_location"

    service_id: Mapped[str] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"), primary_key=True)
    location_id: Mapped[str] = mapped_column(
        ForeignKey("locations.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class ServiceTopic(Base):
    """A topic of `data/topics.yml` that the service answers."""

    __tablename__ = "service_topics"

    service_id: Mapped[str] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class ServiceLanguage(Base):
    """A language spoken there (ISO 639-1)."""

    __tablename__ = "service_languages"

    service_id: Mapped[str] = mapped_column(ForeignKey("services.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(3), primary_key=True)
