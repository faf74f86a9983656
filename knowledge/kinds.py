"""The kinds of records an editor can change, by name."""

from collections.abc import Mapping

from knowledge.directory.organization_kind import OrganizationKind
from knowledge.directory.searched import Searched
from knowledge.directory.service_kind import ServiceKind
from knowledge.editing.kind import RecordKind
from knowledge.guides.guide_kind import GuideKind

KINDS: Mapping[str, RecordKind] = {
    "organization": Searched("organization", OrganizationKind()),
    "service": Searched("service", ServiceKind()),
    "guide": GuideKind(),
}
