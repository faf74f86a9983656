"""Whether what the knowledge base says is still true: who looks after it, what is due, what is offered no more."""
