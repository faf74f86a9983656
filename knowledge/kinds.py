"""The kinds of records an editor can change, by name."""

from collections.abc import Mapping

from knowledge.directory.organization_kind import OrganizationKind
from knowledge.editing.kind import RecordKind

KINDS: Mapping[str, RecordKind] = {
    "organization": OrganizationKind(),
}
