"""Lists of services and organizations for those who keep them: found, filtered, sorted, a page at a time."""

from knowledge.directory.listing.wish import SORTS, STATES, OrganizationRow, ServiceRow, Wish

__all__ = ["SORTS", "STATES", "OrganizationRow", "ServiceRow", "Wish"]
