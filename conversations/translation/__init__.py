"""Machine translation, off by default: hidden data, a hard time limit, honest when it is down."""
