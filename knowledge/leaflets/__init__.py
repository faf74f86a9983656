"""Leaflets to print: a guide, or a town's services, one page a language, from the same content as the chat."""
