"""Anki packages out and in: banks as decks, with what somebody remembers of them."""
