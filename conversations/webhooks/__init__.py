"""Signed calls to other programs: a hand-off was asked for, a message arrived."""
