"""Small whole examples that the documents show and the tests play."""
