"""The rota's pages: everybody's week, one's own hours, the territories."""
