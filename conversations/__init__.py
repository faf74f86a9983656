"""A conversation from its first message to its erasure. Channels bring messages in and take replies out."""
