"""Who may enter the console: accounts, their sessions, and the record of what they did."""
