"""The web channel: the HTTP interface, the widget and the pages."""
