"""Pure building blocks. Imports the standard library only, nothing of ours."""
