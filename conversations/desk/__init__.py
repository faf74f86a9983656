"""The mediators' desk: who waits, who has a conversation, what is written to the person."""
