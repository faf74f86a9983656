"""One search for the assistant, the console and the API: `service.search` finds, `index` keeps what it finds by."""
