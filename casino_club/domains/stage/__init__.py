"""The club's stage: episodes, gifts, the model index and its supporters."""
