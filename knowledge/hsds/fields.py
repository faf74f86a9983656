"""Names of Open Referral HSDS 3.1: its tables, their files and columns (the specification's tabular data package)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

VERSION = "3.1"
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
LOCATION_TYPES = ("physical", "postal", "virtual")
FREQUENCIES = ("WEEKLY", "MONTHLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

# One line a table: name, file, columns; a star marks what the tabular package requires.
_TABLES = """
organization organizations.csv id* name* alternate_name description* email website tax_status tax_id year_incorporated legal_status logo uri parent_organization_id
program programs.csv id* organization_id* name* alternate_name description*
service services.csv id* organization_id* program_id name* alternate_name description url email status* interpretation_services application_process fees_description wait_time fees accreditations eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert last_modified
service_at_location service_at_location.csv id* service_id* location_id* description
location locations.csv id* location_type* url organization_id name alternate_name description transportation latitude longitude external_identifier external_identifier_type
address addresses.csv id* location_id attention address_1* address_2 city* region state_province* postal_code* country* address_type*
phone phones.csv id* location_id service_id organization_id contact_id service_at_location_id number* extension type description
contact contacts.csv id* organization_id service_id service_at_location_id location_id name title department email
schedule schedules.csv id* service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type notes
language languages.csv id* service_id location_id phone_id name code note
service_area service_areas.csv id* service_id service_at_location_id name description extent extent_type uri
cost_option cost_options.csv id* service_id* valid_from valid_to option currency amount amount_description
required_document required_documents.csv id* service_id document uri
accessibility accessibility.csv id* location_id description details url
funding funding.csv id* organization_id service_id source
organization_identifier organization_identifiers.csv id* organization_id* identifier_scheme identifier_type* identifier*
taxonomy taxonomies.csv id* name* description* uri version
taxonomy_term taxonomy_terms.csv id* code name* description* parent_id taxonomy language taxonomy_id term_uri
attribute attributes.csv id* link_id* taxonomy_term_id* link_type link_entity* value label
metadata metadata.csv id* resource_id* resource_type* last_action_date* last_action_type* field_name* previous_value* replacement_value* updated_by*
meta_table_description meta_table_descriptions.csv id* name language character_set
url url.csv id* label url* organization_id service_id
unit units.csv id* name* scheme identifier uri
service_capacity service_capacity.csv id* service_id* unit_id* available* maximum description updated*
"""  # noqa: E501 - one line a table


@dataclass(frozen=True)
class Table:
    """One table: its `name` (singular), `file`, and `columns`; `required` are those that may not be empty."""

    name: str
    file: str
    columns: tuple[str, ...]
    required: frozenset[str]


def _table(line: str) -> Table:
    name, file, *columns = line.split()
    required = frozenset(column[:-1] for column in columns if column.endswith("*"))
    return Table(name, file, tuple(column.rstrip("*") for column in columns), required)


@cache
def tables() -> Mapping[str, Table]:
    """Every table of HSDS 3.1 by its singular name."""
    return {table.name: table for table in map(_table, _TABLES.strip().splitlines())}
