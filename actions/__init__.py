"""What Rasa asks of the house: each action says, in data, what is to be said. Words come later."""
