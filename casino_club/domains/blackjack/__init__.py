"""Blackjack: six decks, a hand that lives in the database between actions."""
