"""The knowledge base: records of services, guides, places, and the content that ships."""
