"""Organizations, as the editor needs them."""

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.ext.asyncio import AsyncSession

from knowledge.directory.models import Organization
from knowledge.editing.kind import Content, Subject
from knowledge.hsds.formats import uri

FIELDS = ("name", "kind", "description", "email", "website")
LONGEST = {"name": 300, "kind": 30, "description": 20_000, "email": 200, "website": 500}


class OrganizationKind:
    """`organization`: who runs services."""

    four_eyes = False

    async def read(self, session: AsyncSession, subject: Subject) -> Content | None:
        """The fields of the organization."""
        row = await session.get(Organization, subject.id)
        return {name: getattr(row, name) or "" for name in FIELDS} if row else None

    async def write(self, session: AsyncSession, subject: Subject, content: Content, small_correction: bool) -> None:
        """Store the fields; the organization begins to exist where there was none."""
        row = await session.get(Organization, subject.id) or Organization(id=subject.id)
        for name in FIELDS:
            value = str(content.get(name) or "").strip()
            setattr(row, name, value or (None if name in ("email", "website") else ""))
        session.add(row)

    def faults(self, content: Content) -> dict[str, str]:
        """Name and kind have to be there; addresses have to be addresses."""
        faults = {name: "console.edit.missing" for name in ("name", "kind") if not str(content.get(name) or "").strip()}
        for name, longest in LONGEST.items():
            if len(str(content.get(name) or "")) > longest:
                faults[name] = "console.edit.too_long"
        faults |= address_faults(content, "website")
        return faults


def address_faults(content: Content, web: str) -> dict[str, str]:
    """What is wrong with the fields `email` and `web`, where they are filled in."""
    faults = {}
    if email := str(content.get("email") or "").strip():
        try:
            validate_email(email, check_deliverability=False)
        except EmailNotValidError:
            faults["email"] = "console.edit.email"
    if (address := str(content.get(web) or "").strip()) and uri(address) is None:
        faults[web] = "console.edit.address"
    return faults
