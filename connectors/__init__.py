"""Channels: each turns its messages into ours and ours into its own."""
