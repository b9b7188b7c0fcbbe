"""Friends, requests, blocks, and the picture of a win to show them."""
