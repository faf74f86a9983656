"""The editor of services and organizations: found in a list, changed in a form, kept in versions."""
