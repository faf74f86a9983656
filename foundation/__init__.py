"""The ground the house stands on: settings, database, errors, words. Imports nothing else of ours."""
